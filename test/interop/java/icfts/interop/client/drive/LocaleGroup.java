package icfts.interop.client.drive;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.identityconnectors.common.l10n.CurrentLocale;

/** The caller's locale, as the connector sees it. */
final class LocaleGroup {

    private LocaleGroup() {
    }

    static void run(Target target) {
        locales().forEach((name, locale) -> target.run("locale/" + name, () -> {
            CurrentLocale.set(locale);
            target.mirror().test();
            return String.valueOf(locale);
        }));
    }

    private static Map<String, Locale> locales() {
        Map<String, Locale> locales = new LinkedHashMap<>();
        locales.put("root", Locale.ROOT);
        locales.put("de", Locale.GERMAN);
        locales.put("de-AT", new Locale("de", "AT"));
        locales.put("zh-TW", Locale.TRADITIONAL_CHINESE);
        locales.put("zh-Hant-TW", Locale.forLanguageTag("zh-Hant-TW"));
        locales.put("he", new Locale("he"));
        locales.put("id", new Locale("id", "ID"));
        locales.put("no-NO-NY", new Locale("no", "NO", "NY"));
        locales.put("variant only", new Locale("", "", "x"));
        locales.put("country only", new Locale("", "AT"));
        locales.put("three letters", Locale.forLanguageTag("gsw-CH"));
        return locales;
    }
}
