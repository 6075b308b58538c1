package app.tds.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.tds.ServingApplication;
import app.tds.TestDatabase;
import app.tds.access.ApiKeys;
import app.tds.access.Role;
import app.tds.alarm.Watches;
import app.tds.launch.FirstImports;
import app.tds.launch.LaunchRequest;
import app.tds.launch.Launcher;
import app.tds.launch.OrganizationRefresh;
import app.tds.monitoring.JobStatus;
import app.tds.monitoring.JobStatuses;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.RunMode;
import app.tds.sandbox.Limits;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import com.microsoft.playwright.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Draws the pictures of the README, only when asked for with {@code -Dtds.pictures.of.readme=true}. */
class PicturesIntegrationTests {

    private static final Path PICTURES = Path.of("src/docs/pictures");

    @Test
    void theFirstPageIsDrawnInBothLanguagesLightAndDark() throws Exception {
        assumeTrue(Boolean.getBoolean("tds.pictures.of.readme"), "Nobody asked for pictures.");
        Files.createDirectories(PICTURES);
        try (var sandbox = Sandbox.start(
                        SandboxSettings.demo().withLimits(Limits.none().withPerDay(10_000)), Clock.systemUTC());
                var application = ServingApplication.start(
                        sandbox,
                        TestDatabase.create(),
                        Clock.systemUTC(),
                        "tds.zoho.refresh-token=" + sandbox.refreshToken(),
                        "tds.schedule.enabled=true");
                var browser = new Browser()) {
            application.bean(OrganizationRefresh.class).refresh();
            application.bean(FirstImports.class).begin();
            await().atMost(Duration.ofMinutes(5))
                    .until(() -> application.bean(JobStatuses.class).all().stream()
                            .allMatch(it -> it.kept().seenUntil() != null));
            for (JobStatus job : application.bean(JobStatuses.class).all()) {
                for (int i = 0; i < 3; i++) {
                    application
                            .bean(Launcher.class)
                            .launch(new LaunchRequest(
                                    job.job().name(),
                                    job.organization().organizationId(),
                                    RunMode.DELTA,
                                    AskedBy.person("picture")))
                            .finished()
                            .join();
                }
            }
            application.bean(Watches.class).look();
            String key = application
                    .bean(ApiKeys.class)
                    .create("picture", Role.OPERATOR)
                    .value();
            for (String language : List.of("ar", "en")) {
                for (boolean dark : List.of(false, true)) {
                    try (var window = browser.window(1120, 700, dark, true)) {
                        Page page = window.newPage();
                        page.navigate(application.address("/enter/" + key).toString());
                        page.navigate(application.address("/?lang=" + language).toString());
                        page.waitForTimeout(500);
                        Path file = PICTURES.resolve("trust-" + language + (dark ? "-dark" : "") + ".png");
                        page.screenshot(
                                new Page.ScreenshotOptions().setPath(file).setFullPage(true));
                        assertThat(file).isNotEmptyFile();
                    }
                }
            }
        }
    }
}
