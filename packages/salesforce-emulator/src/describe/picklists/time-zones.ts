import { zoneOffsetMs } from '../../calendar/time-zone.js';
import type { PicklistValue } from './picklist.js';

/** Zones Salesforce names otherwise than ICU does. */
const RENAMED: Readonly<Record<string, string>> = {
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Indianapolis': 'America/Indiana/Indianapolis',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
};

/** In Salesforce's list though ICU has dropped or folded them. */
const KEPT = ['GMT', 'America/Montreal', 'Asia/Choibalsan', 'Australia/Currie', 'Pacific/Johnston'];

let zones: readonly PicklistValue[] | undefined;
let names: ReadonlySet<string> | undefined;

/** The values of TimeZoneSidKey. `GMT` is among them, `UTC` is not. */
export function timeZoneNames(): ReadonlySet<string> {
  names ??= new Set(
    [...Intl.supportedValuesOf('timeZone').map((zone) => RENAMED[zone] ?? zone), ...KEPT].filter(
      (zone) => zone !== 'UTC',
    ),
  );
  return names;
}

/** The picklist with labels such as `(GMT+01:00) Central European Standard Time (Europe/Paris)`, east first. */
export function timeZones(): readonly PicklistValue[] {
  if (zones) return zones;
  const nowMs = Date.now();
  zones = [...timeZoneNames()]
    .map((zone) => ({ zone, offsetMs: zoneOffsetMs(zone, nowMs) }))
    .sort((a, b) => b.offsetMs - a.offsetMs || (a.zone < b.zone ? -1 : 1))
    .map(({ zone, offsetMs }) => ({
      value: zone,
      label: `(GMT${formatOffset(offsetMs)}) ${longName(zone, nowMs)} (${zone})`,
      isDefault: false,
      validFor: null,
    }));
  return zones;
}

function formatOffset(offsetMs: number): string {
  const minutes = Math.abs(offsetMs) / 60_000;
  const two = (n: number): string => String(Math.floor(n)).padStart(2, '0');
  return `${offsetMs < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`;
}

function longName(zone: string, atMs: number): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'long' }).formatToParts(
    atMs,
  );
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? zone;
}
