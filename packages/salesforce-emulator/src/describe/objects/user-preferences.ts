import { field } from '../field-spec.js';
import type { FieldSpec } from '../field-spec.js';

/** Names of the personal settings, each the part after `UserPreferences`; the label is the same. */
// prettier-ignore
const PREFERENCES = [
  'ActivityRemindersPopup', 'EventRemindersCheckboxDefault', 'TaskRemindersCheckboxDefault',
  'ReminderSoundOff', 'DisableAllFeedsEmail', 'DisableFollowersEmail', 'DisableProfilePostEmail',
  'DisableChangeCommentEmail', 'DisableLaterCommentEmail', 'DisProfPostCommentEmail', 'ContentNoEmail',
  'ContentEmailAsAndWhen', 'ApexPagesDeveloperMode', 'ReceiveNoNotificationsAsApprover',
  'ReceiveNotificationsAsDelegatedApprover', 'HideCSNGetChatterMobileTask', 'DisableMentionsPostEmail',
  'DisMentionsCommentEmail', 'HideCSNDesktopTask', 'HideChatterOnboardingSplash',
  'HideSecondChatterOnboardingSplash', 'DisCommentAfterLikeEmail', 'DisableLikeEmail', 'SortFeedByComment',
  'DisableMessageEmail', 'DisableBookmarkEmail', 'DisableSharePostEmail', 'EnableAutoSubForFeeds',
  'DisableFileShareNotificationsForApi', 'ShowTitleToExternalUsers', 'ShowManagerToExternalUsers',
  'ShowEmailToExternalUsers', 'ShowWorkPhoneToExternalUsers', 'ShowMobilePhoneToExternalUsers',
  'ShowFaxToExternalUsers', 'ShowStreetAddressToExternalUsers', 'ShowCityToExternalUsers',
  'ShowStateToExternalUsers', 'ShowPostalCodeToExternalUsers', 'ShowCountryToExternalUsers',
  'ShowProfilePicToGuestUsers', 'ShowTitleToGuestUsers', 'ShowCityToGuestUsers', 'ShowStateToGuestUsers',
  'ShowPostalCodeToGuestUsers', 'ShowCountryToGuestUsers', 'ShowForecastingChangeSignals',
  'HideS1BrowserUI', 'DisableEndorsementEmail', 'PathAssistantCollapsed', 'CacheDiagnostics',
  'ShowEmailToGuestUsers', 'ShowManagerToGuestUsers', 'ShowWorkPhoneToGuestUsers',
  'ShowMobilePhoneToGuestUsers', 'ShowFaxToGuestUsers', 'ShowStreetAddressToGuestUsers',
  'LightningExperiencePreferred', 'PreviewLightning', 'HideEndUserOnboardingAssistantModal',
  'HideLightningMigrationModal', 'HideSfxWelcomeMat', 'HideBiggerPhotoCallout', 'GlobalNavBarWTShown',
  'GlobalNavGridMenuWTShown', 'CreateLEXAppsWTShown', 'FavoritesWTShown',
  'RecordHomeSectionCollapseWTShown', 'RecordHomeReservedWTShown', 'FavoritesShowTopFavorites',
  'ExcludeMailAppAttachments', 'SuppressTaskSFXReminders', 'SuppressEventSFXReminders',
  'PreviewCustomTheme', 'HasCelebrationBadge', 'UserDebugModePref', 'SRHOverrideActivities',
  'NewLightningReportRunPageEnabled', 'ReverseOpenActivitiesView', 'ShowTerritoryTimeZoneShifts',
  'HasSentWarningEmail', 'HasSentWarningEmail238', 'HasSentWarningEmail240', 'NativeEmailClient',
  'SendListEmailThroughExternalService', 'HideBrowseProductRedirectConfirmation',
  'HideOnlineSalesAppWelcomeMat',
];

/** Set on a new user of a recorded org though the describe names no default. */
const ON_FOR_NEW_USERS = new Set([
  'DisableLikeEmail',
  'HideSfxWelcomeMat',
  'LightningExperiencePreferred',
  'ShowTitleToExternalUsers',
  'SortFeedByComment',
]);

export const USER_PREFERENCES: readonly FieldSpec[] = PREFERENCES.map((name) =>
  field(`UserPreferences${name}`, 'boolean', 'CUF', name, { initial: ON_FOR_NEW_USERS.has(name) }),
);
