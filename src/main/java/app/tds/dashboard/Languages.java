package app.tds.dashboard;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.LocaleResolver;

/** The language of a request: what was chosen, else what the browser asks for, else what is configured. */
class Languages implements LocaleResolver {

    private final Language configured;

    Languages(Language configured) {
        this.configured = configured;
    }

    @Override
    public Locale resolveLocale(HttpServletRequest request) {
        return Choice.LANG
                .of(request)
                .flatMap(Language::of)
                .orElseGet(() -> asked(request))
                .locale();
    }

    private Language asked(HttpServletRequest request) {
        List<Locale> wanted = request.getHeader(HttpHeaders.ACCEPT_LANGUAGE) == null
                ? List.of()
                : Collections.list(request.getLocales());
        return wanted.stream()
                .flatMap(locale -> Language.of(locale.getLanguage()).stream())
                .findFirst()
                .orElse(configured);
    }

    @Override
    public void setLocale(HttpServletRequest request, @Nullable HttpServletResponse response, @Nullable Locale locale) {
        throw new UnsupportedOperationException("a link of the page sets the language");
    }
}
