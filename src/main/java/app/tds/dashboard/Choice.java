package app.tds.dashboard;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/** What a person has chosen for all pages, such as the language. A link sets the choice, and a cookie keeps it. */
enum Choice {
    /** The language. */
    LANG(Arrays.stream(Language.values()).map(Language::code).toList()),
    /** Light or dark; auto is what the machine has. */
    THEME(List.of("auto", "light", "dark"));

    private static final Duration KEPT = Duration.ofDays(365);

    private final List<String> values;

    Choice(List<String> values) {
        this.values = values;
    }

    private String parameter() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    private String cookie() {
        return "tds-" + parameter();
    }

    /** By this link, or by an earlier one. */
    Optional<String> of(HttpServletRequest request) {
        return asked(request).or(() -> kept(request));
    }

    private Optional<String> asked(HttpServletRequest request) {
        return Optional.ofNullable(request.getParameter(parameter())).filter(values::contains);
    }

    private Optional<String> kept(HttpServletRequest request) {
        return Arrays.stream(Objects.requireNonNullElse(request.getCookies(), new Cookie[0]))
                .filter(it -> it.getName().equals(cookie()))
                .map(Cookie::getValue)
                .filter(values::contains)
                .findFirst();
    }

    void keep(HttpServletRequest request, HttpServletResponse response) {
        asked(request)
                .ifPresent(value -> response.addHeader(
                        HttpHeaders.SET_COOKIE,
                        ResponseCookie.from(cookie(), value)
                                .path("/")
                                .maxAge(KEPT)
                                .sameSite("Lax")
                                .httpOnly(true)
                                .build()
                                .toString()));
    }
}
