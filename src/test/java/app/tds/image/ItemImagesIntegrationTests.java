package app.tds.image;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.ServingApplication;
import app.tds.SettableClock;
import app.tds.TestDatabase;
import app.tds.access.ApiKeys;
import app.tds.access.Role;
import app.tds.launch.LaunchRequest;
import app.tds.launch.Launcher;
import app.tds.launch.OrganizationRefresh;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.RunMode;
import app.tds.sandbox.Company;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;

/** From Zoho's picture to a shop's thumbnail. */
@Timeout(120)
class ItemImagesIntegrationTests {

    private static final SettableClock clock = new SettableClock(Instant.parse("2026-03-10T06:00:00Z"));
    private static final Sandbox sandbox = Sandbox.start(SandboxSettings.tiny(), clock);
    private static final TestDatabase database = TestDatabase.create();
    private static final JdbcClient jdbc = JdbcClient.create(database.dataSource());
    private static final String organization = sandbox.organizationIds().get(0);
    private static final Company company = sandbox.company(organization);
    private static final HttpClient http = HttpClient.newHttpClient();

    private static ServingApplication application;
    private static String key;

    private String item = "";

    @BeforeAll
    static void start() {
        application = ServingApplication.start(
                sandbox,
                database,
                clock,
                "tds.zoho.refresh-token=" + sandbox.refreshToken(),
                "tds.images.calls-per-day=480");
        application.bean(OrganizationRefresh.class).refresh();
        key = application.bean(ApiKeys.class).create("shop", Role.VIEWER).value();
        products(RunMode.FULL);
    }

    @AfterAll
    static void stop() {
        application.close();
        sandbox.close();
    }

    @BeforeEach
    void takeItem() {
        sandbox.faults().clear();
        jdbc.sql("delete from etl.item_images").update();
        jdbc.sql("delete from etl.image_contents").update();
        jdbc.sql("update tds.products set image_document_id = null").update();
        company.ids("items").forEach(id -> company.edit("items", id, Map.of("image_document_id", "")));
        item = company.ids("items").get(3);
    }

    @Test
    void aPictureIsFetchedOncePerVersionAndKeptOncePerContent() throws Exception {
        String other = company.ids("items").get(4);
        picture(item, "D1", "tent.png");
        picture(other, "D1", "tent.png");

        fetch();

        assertThat(asked(item)).isOne();
        assertThat(asked(other)).isOne();
        assertThat(number("select count(*) from etl.item_images where state = 'kept'"))
                .isEqualTo(2);
        assertThat(number("select count(*) from etl.image_contents"))
                .as("the same picture twice")
                .isOne();

        fetch();
        assertThat(asked(item)).as("nothing changed, nothing asked").isZero();

        picture(item, "D2", "tent.png");
        fetch();
        assertThat(asked(item)).isOne();
        assertThat(asked(other)).isZero();
        assertThat(number("select count(*) from etl.image_contents")).isEqualTo(2);
    }

    @Test
    void aShopGetsThePictureAThumbnailAndWordThatNothingChanged() throws Exception {
        picture(item, "D1", "tent.png");
        fetch();

        HttpResponse<byte[]> whole = get("/items/" + item + "/image", "");
        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(whole.headers().firstValue("content-type")).hasValue("image/png");
        assertThat(whole.headers().firstValue("x-content-type-options")).hasValue("nosniff");
        assertThat(ImageIO.read(new ByteArrayInputStream(whole.body())).getWidth())
                .isEqualTo(600);

        HttpResponse<byte[]> small = get("/items/" + item + "/image?size=128", "");
        assertThat(ImageIO.read(new ByteArrayInputStream(small.body())).getWidth())
                .isEqualTo(128);
        String tag = small.headers().firstValue("etag").orElseThrow();
        assertThat(tag).isNotEqualTo(whole.headers().firstValue("etag").orElseThrow());
        assertThat(get("/items/" + item + "/image?size=128", tag).statusCode()).isEqualTo(304);

        picture(item, "D2", "boat.png");
        fetch();
        assertThat(get("/items/" + item + "/image?size=128", tag).statusCode()).isEqualTo(200);

        assertThat(get("/items/" + item + "/image?size=127", "").statusCode()).isEqualTo(400);
        assertThat(get("/items/4711/image", "").statusCode()).isEqualTo(404);
        assertThat(get("/items/" + item + "/image?organization=4711", "").statusCode())
                .isEqualTo(404);
        assertThat(http.send(
                                HttpRequest.newBuilder(application.address("/api/v1/tds/items/" + item + "/image"))
                                        .build(),
                                BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void aMissingOneIsKnownAndNotAskedForAgainUntilItChanges() throws Exception {
        picture(item, "D1", "tent.png");
        company.edit("items", item, Map.of("image_document_id", ""));

        fetch();
        assertThat(state()).isEqualTo("missing");
        assertThat(get("/items/" + item + "/image", "").statusCode()).isEqualTo(404);

        sandbox.calls().clear();
        clock.advance(Duration.ofDays(3));
        fetch();
        assertThat(asked(item)).isZero();

        company.edit("items", item, Map.of("image_document_id", "D2"));
        jdbc.sql("update tds.products set image_document_id = 'D2' where source_id = ?")
                .param(item)
                .update();
        fetch();
        assertThat(state()).isEqualTo("kept");
    }

    @Test
    void aPageInPlaceOfAPictureIsNoneAndTheOneBeforeStays() throws Exception {
        picture(item, "D1", "tent.png");
        fetch();
        byte[] before = get("/items/" + item + "/image", "").body();
        picture(item, "D2", "boat.png");
        sandbox.faults().on("/inventory/v1/items/" + item + "/image").always().html();

        fetch();

        assertThat(state()).isEqualTo("unusable");
        assertThat(get("/items/" + item + "/image", "").body()).isEqualTo(before);
        assertThat(jdbc.sql("select cause from etl.item_images")
                        .query(String.class)
                        .single())
                .contains("no JPEG, PNG, GIF or WebP");
        sandbox.calls().clear();
        fetch();
        assertThat(asked(item)).as("not again at once").isZero();

        sandbox.faults().clear();
        clock.advance(Duration.ofHours(25));
        fetch();
        assertThat(state()).isEqualTo("kept");
    }

    @Test
    void callsAreFewAtATimeAndEndWithTheFirstThatIsRefusedForAll() {
        company.ids("items").subList(0, 12).forEach(id -> picture(id, "D" + id, "x.png"));
        fetch();
        assertThat(asked()).as("480 a day are 5 in each quarter of an hour").isEqualTo(5);

        sandbox.faults().on("*").status(401, 57);
        fetch();
        assertThat(asked()).isOne();
        assertThat(number("select count(*) from etl.item_images where state = 'failed'"))
                .isEqualTo(5);

        clock.advance(Duration.ofMinutes(61));
        for (int round = 0; round < 3; round++) {
            fetch();
        }
        assertThat(number("select count(*) from etl.item_images where state = 'kept'"))
                .isEqualTo(12);
    }

    @Test
    void whatNoItemHasAnyMoreIsForgotten() {
        picture(item, "D1", "tent.png");
        fetch();
        jdbc.sql("update tds.products set image_document_id = null").update();

        clock.advance(Duration.ofDays(2));
        assertThat(application.bean(ImageRetention.class).purge()).isEqualTo(2);
        assertThat(number("select count(*) from etl.image_contents")).isZero();
    }

    private void picture(String id, String document, String name) {
        company.edit("items", id, Map.of("image_document_id", document, "image_name", name));
        jdbc.sql("update tds.products set image_document_id = ?, image_name = ? where source_id = ?")
                .params(document, name, id)
                .update();
    }

    private static void products(RunMode mode) {
        application
                .bean(Launcher.class)
                .launch(new LaunchRequest("products", organization, mode, AskedBy.person("test")))
                .finished()
                .join();
    }

    private void fetch() {
        sandbox.calls().clear();
        application.bean(ImageFetching.class).round();
    }

    private static long asked(String id) {
        return sandbox.calls().of("/inventory/v1/items/" + id + "/image").size();
    }

    private static long asked() {
        return sandbox.calls().all().stream()
                .filter(call -> call.path().endsWith("/image"))
                .count();
    }

    private String state() {
        return jdbc.sql("select state from etl.item_images where item_id = ?")
                .param(item)
                .query(String.class)
                .single();
    }

    private static long number(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    private static HttpResponse<byte[]> get(String path, String tag) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(application.address("/api/v1/tds" + path))
                .header("X-API-Key", key);
        if (!tag.isEmpty()) {
            request.header("If-None-Match", tag);
        }
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }
}
