package app.tds.dashboard;

import app.tds.ConfigurationCheck;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.core.env.Environment;

/** Looks at {@code tds.locale}. */
final class DashboardCheck implements ConfigurationCheck {

    @Override
    public List<String> problems(Environment environment) {
        String language = environment.getProperty("tds.locale", "en");
        return Language.of(language).isPresent()
                ? List.of()
                : List.of("tds.locale: \"" + language + "\" is no language of the pages; there are "
                        + Arrays.stream(Language.values()).map(Language::code).collect(Collectors.joining(" and ")));
    }
}
