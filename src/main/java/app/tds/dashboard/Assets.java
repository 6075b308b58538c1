package app.tds.dashboard;

import static java.util.Map.entry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/** The files of pages, all of which are in the jar. Their address says their version, so a browser asks for each once. */
@Controller
@ConditionalOnWebApplication(type = Type.SERVLET)
public class Assets {

    private static final String WEBJARS = "META-INF/resources/webjars/";
    private static final Map<String, String> PLACES = Map.ofEntries(
            entry("page.css", "dashboard/page.css"),
            entry("page.js", "dashboard/page.js"),
            entry("chart.js", "dashboard/chart.js"),
            entry("api.js", "dashboard/api.js"),
            entry("icon.svg", "dashboard/icon.svg"),
            entry("arabic-regular.woff2", "dashboard/arabic-regular.woff2"),
            entry("arabic-bold.woff2", "dashboard/arabic-bold.woff2"),
            entry("htmx.js", WEBJARS + "htmx.org/2.0.10/dist/htmx.min.js"),
            entry("uplot.js", WEBJARS + "uplot/1.6.30/dist/uPlot.iife.min.js"),
            entry("uplot.css", WEBJARS + "uplot/1.6.30/dist/uPlot.min.css"),
            entry("swagger.js", WEBJARS + "swagger-ui/5.35.0/swagger-ui-bundle.js"),
            entry("swagger.css", WEBJARS + "swagger-ui/5.35.0/swagger-ui.css"));
    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css;charset=UTF-8",
            "js", "text/javascript;charset=UTF-8",
            "svg", "image/svg+xml",
            "woff2", "font/woff2");
    private static final int VERSION_LENGTH = 12;

    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final String version;

    Assets() {
        new TreeMap<>(PLACES).forEach((name, place) -> files.put(name, read(place)));
        version = version(files);
    }

    private static byte[] read(String place) {
        try {
            return new ClassPathResource(place).getContentAsByteArray();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private static String version(Map<String, byte[]> files) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            files.values().forEach(digest::update);
            return HexFormat.of().formatHex(digest.digest()).substring(0, VERSION_LENGTH);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Where a file is. */
    public String address(String name) {
        return "/assets/" + version + "/" + name;
    }

    /** The version in the address does not matter: a page of an earlier start gets the files of this start. */
    @GetMapping("/assets/{version}/{name}")
    ResponseEntity<byte[]> file(@PathVariable String name) {
        byte[] file = files.get(name);
        if (file == null) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return ResponseEntity.ok()
                .cacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable())
                .contentType(MediaType.parseMediaType(String.valueOf(TYPES.get(name.substring(name.indexOf('.') + 1)))))
                .body(file);
    }
}
