/** The jobs of the tour's second half, as an `icf.yaml` would have them. */
export const TOUR_JOBS = `
lookups:
  type: lookups
  lookups: [Lookup.Salesforce.Profiles, Lookup.Salesforce.Roles, Lookup.Salesforce.Groups]
people:
  type: inbound
  extent: changes
  batchSize: 250
  map: &map
    extends: forgerock
    entries:
      - { identity: department, attribute: Department }
      - { identity: profile, attribute: ProfileId, lookup: { name: Lookup.Salesforce.Profiles, holds: decode } }
  correlation: forgerock
  actions: { preset: forgerock, ABSENT: create, MISSING: unlink, UNASSIGNED: ignore }
provisioning:
  type: outbound
  map: *map
  correlation: forgerock
  actions: provision
`;
