import type { OrgRow } from '../emulated-org/rows.js';
import type { StoryStage } from './story-stage.js';

export const GRACE = 'grace.hopper@acme.example';

/** What became of Grace's account with each command about her, and of the groups with each run that writes them. */
export const accountsSeen: OrgRow[] = [];
export const groupsSeen: (readonly unknown[])[] = [];

export async function watch(stage: StoryStage, command: string): Promise<void> {
  if (command === 'icf run --once group-provisioning') {
    const groups = await stage.rows("SELECT Name FROM Group WHERE Type = 'Regular' ORDER BY Name");
    groupsSeen.push(groups.map((row) => row['Name']));
  }
  if (command !== 'icf run --once provisioning' && !command.includes(`'User Login=${GRACE}'`)) return;
  const [row] = await stage.rows(
    `SELECT IsActive, Phone, MobilePhone, Profile.Name, UserRole.Name FROM User WHERE Username = '${GRACE}'`,
  );
  const members = await stage.rows(
    `SELECT Group.Name FROM GroupMember WHERE UserOrGroupId IN (SELECT Id FROM User WHERE Username = '${GRACE}')`,
  );
  const { Profile, UserRole, ...account } = row!;
  accountsSeen.push({
    ...account,
    ...{ Profile: nameIn(Profile), Role: nameIn(UserRole) },
    Groups: members.map((member) => nameIn(member['Group'])),
  });
}

const nameIn = (relation: unknown): unknown => (relation as OrgRow | null)?.['Name'] ?? null;
