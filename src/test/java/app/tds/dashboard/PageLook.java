package app.tds.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How a page looks, in every theme and width. */
final class PageLook {

    static final int WIDE = 1280;
    static final int NARROW = 360;

    private PageLook() {}

    /**
     * Looks at the page that is open now, on a desk and on a phone, light and dark.
     *
     * @param path what the page is called
     */
    static void isGood(Page page, String path) throws IOException {
        String language = page.getAttribute("html", "lang");
        assertThat(page.getAttribute("html", "dir")).isEqualTo(language.equals("ar") ? "rtl" : "ltr");
        if (language.equals("ar")) {
            assertThat(foreignWords(page)).as("%s", path).isEmpty();
        }
        Axe axe = Axe.on(page);
        for (int width : List.of(WIDE, NARROW)) {
            page.setViewportSize(width, 900);
            for (boolean dark : List.of(false, true)) {
                page.emulateMedia(new Page.EmulateMediaOptions()
                        .setReducedMotion(ReducedMotion.REDUCE)
                        .setColorScheme(dark ? ColorScheme.DARK : ColorScheme.LIGHT));
                assertThat(width == WIDE && !dark ? axe.violations() : axe.violationsOfLooks())
                        .as("%s in %s, dark %s, %s wide", path, language, dark, width)
                        .isEmpty();
                draw(page, path, language, dark, width);
            }
            assertThat(tooWide(page)).as("%s fits into %s", path, width).isEmpty();
        }
        page.setViewportSize(WIDE, 900);
    }

    /** What makes a page wider than its window. */
    @SuppressWarnings("unchecked")
    private static List<String> tooWide(Page page) {
        return (List<String>) page.evaluate("""
                () => {
                  const root = document.documentElement;
                  if (root.scrollWidth <= root.clientWidth) {
                    return [];
                  }
                  return Array.from(document.querySelectorAll('main *'))
                    .filter(it => {
                      const box = it.getBoundingClientRect();
                      return box.right > root.clientWidth + 1 || box.left < -1;
                    })
                    .map(it => it.outerHTML.substring(0, 150));
                }
                """);
    }

    /** Words of another script where nothing says that they are a name or somebody else's. */
    @SuppressWarnings("unchecked")
    private static List<String> foreignWords(Page page) {
        return (List<String>) page.evaluate("""
                () => {
                  const found = [];
                  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
                  for (let text = walk.nextNode(); text !== null; text = walk.nextNode()) {
                    const own = text.data.replace(/\\u2068[^\\u2069]*\\u2069/g, '');
                    if (/[A-Za-z]{2}/.test(own) && text.parentElement.closest('bdi, code, template, script') === null) {
                      found.push(text.data.trim());
                    }
                  }
                  return found;
                }
                """);
    }

    /** Draws the page into the folder of {@code -Dtds.pictures}, if there is one. */
    static void draw(Page page, String path, String language, boolean dark, int width) throws IOException {
        String folder = System.getProperty("tds.pictures");
        if (folder != null) {
            String name = path.replaceAll("[/?=]+", "-").replaceAll("[0-9]{6,}", "x");
            Path file =
                    Path.of(folder, "page" + name + "-" + language + (dark ? "-dark-" : "-light-") + width + ".png");
            Files.createDirectories(file.getParent());
            page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
        }
    }
}
