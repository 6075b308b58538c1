package app.tds.zoho;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.Secret;
import app.tds.source.WebhookDelivery;
import app.tds.source.WebhookNotice;
import app.tds.source.WebhookNotice.Document;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ZohoWebhooksTests {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String JSON = "application/json;charset=UTF-8";
    private static final Secret SECRET = new Secret("zohowebhooksecret01");

    private final ZohoWebhooks webhooks = new ZohoWebhooks("hex");

    static Stream<JsonNode> cases() throws IOException {
        try (var in = ZohoWebhooksTests.class.getResourceAsStream("webhook-signature-cases.json")) {
            return new JsonMapper().readTree(in).valueStream().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everySampleIsSignedAsItSays(JsonNode sample) {
        var secret = new Secret(sample.path("secret").asString());
        var delivery = delivery(sample);

        assertThat(webhooks.sign(secret, delivery)).isEqualTo(delivery.signature());
        assertThat(webhooks.isSignedWith(secret, delivery)).isTrue();
        assertThat(webhooks.isSignedWith(new Secret("another0secret1"), delivery))
                .isFalse();
        assertThat(new ZohoWebhooks("base64").isSignedWith(secret, delivery)).isFalse();
        assertThat(new ZohoWebhooks("base64")
                        .isSignedWith(
                                secret,
                                signed(
                                        delivery,
                                        Base64.getEncoder()
                                                .encodeToString(HexFormat.of()
                                                        .parseHex(String.valueOf(delivery.signature()))))))
                .isTrue();
    }

    @Test
    void theDocumentedExampleIsTheFirstSample() throws IOException {
        assertThat(cases().findFirst().orElseThrow().path("canonical_string").asString())
                .isEqualTo("namebasicsubscription_id90343{\"created_date\":\"2019-03-06\",\"event_id\":\"5675\"}");
    }

    /** What is left over is the same request written otherwise: an escape in the other case. */
    @ParameterizedTest
    @MethodSource("cases")
    void noByteCanBeChanged(JsonNode sample) {
        var secret = new Secret(sample.path("secret").asString());
        var delivery = delivery(sample);
        var random = new Random(11);
        for (int position = 0; position < delivery.body().length; position++) {
            for (byte other : others(random)) {
                var body = delivery.body().clone();
                if (body[position] != other) {
                    body[position] = other;
                    assertRefused(
                            secret,
                            delivery,
                            new WebhookDelivery(delivery.query(), delivery.contentType(), body, delivery.signature()));
                }
            }
        }
        for (int position = 0; position < delivery.query().length(); position++) {
            for (byte other : others(random)) {
                var query = new StringBuilder(delivery.query());
                query.setCharAt(position, (char) (other & 0x7f));
                if (!query.toString().equals(delivery.query())) {
                    assertRefused(
                            secret,
                            delivery,
                            new WebhookDelivery(
                                    query.toString(), delivery.contentType(), delivery.body(), delivery.signature()));
                }
            }
        }
        var signature = String.valueOf(delivery.signature());
        for (int position = 0; position < signature.length(); position++) {
            for (char other : (random.nextInt(10) + "aAfF0x \u0000é").toCharArray()) {
                var changed = new StringBuilder(signature);
                changed.setCharAt(position, other);
                if (!changed.toString().equals(signature)) {
                    assertRefused(secret, delivery, signed(delivery, changed.toString()));
                }
            }
        }
        for (var other : Stream.of(
                        null, "", signature + "0", signature.substring(1), signature.toUpperCase(), " " + signature)
                .toList()) {
            assertRefused(secret, delivery, signed(delivery, other));
        }
    }

    private static byte[] others(Random random) {
        byte[] others = new byte[8];
        random.nextBytes(others);
        System.arraycopy(new byte[] {'&', '=', '%', '+'}, 0, others, 0, 4);
        return others;
    }

    private void assertRefused(Secret secret, WebhookDelivery genuine, WebhookDelivery changed) {
        if (webhooks.isSignedWith(secret, changed)) {
            assertThat(decoded(changed)).isEqualTo(decoded(genuine));
            assertThat(changed.contentType().equals(FORM) || !changed.query().isEmpty())
                    .isTrue();
        }
    }

    private static List<String> decoded(WebhookDelivery delivery) {
        var pairs = Stream.of(delivery.query().getBytes(StandardCharsets.UTF_8), delivery.body())
                .flatMap(it -> FormPairs.of(it).stream());
        return Stream.concat(
                        Stream.of(delivery.contentType(), String.valueOf(delivery.signature())),
                        pairs.map(it -> HexFormat.of().formatHex(it.key()) + "="
                                + HexFormat.of().formatHex(it.value())))
                .toList();
    }

    @Test
    void bytesThatAreNoTextAreNotTakenForEachOther() throws Exception {
        var one = delivery("", FORM, "note=%FF&a=1", "a1note", 0xff);

        assertThat(webhooks.isSignedWith(SECRET, one)).isTrue();
        assertThat(webhooks.isSignedWith(SECRET, new WebhookDelivery("", FORM, bytes("note=%FE&a=1"), one.signature())))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "b=2&a=1&aa=0, '', a1aa0b2",
        "a=1, a=0, a1a0",
        "'a=x+y%20z%2Bé%C3%A9', '', ax y z+éé",
        "'a=%', 'b=%zz&c=%4', a%b%zzc%4",
        "'=1', '', 1",
        "'&&a=1&', '&', a1",
        "'a=', 'b=', ab",
        "a=1=2, '', a1=2"
    })
    void pairsAreSortedByKeyAndDecoded(String query, String form, String expected) throws Exception {
        assertThat(webhooks.isSignedWith(SECRET, delivery(query, FORM, form, expected)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"webhook-invoice", "webhook-contact", "webhook-item", "webhook-bill", "webhook-salesorder"})
    void aDefaultBodyIsTheDocumentUnderItsName(String file) throws Exception {
        byte[] body;
        try (var in = getClass().getResourceAsStream(file + ".default-payload.json")) {
            body = in.readAllBytes();
        }
        var name = file.substring("webhook-".length());
        var expected = new JsonMapper().readTree(body).path(name);

        var form = "JSONString=" + URLEncoder.encode(new String(body, StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        for (var delivery : List.of(
                new WebhookDelivery("", JSON, body, null),
                new WebhookDelivery("", FORM, body, null),
                new WebhookDelivery("", "", body, null),
                new WebhookDelivery("", FORM, bytes(form), null))) {
            var notice = webhooks.read(delivery);

            assertThat(notice.problem()).isNull();
            var document = notice.documents().get(0);
            assertThat(document.root()).isEqualTo(name);
            assertThat(document.values())
                    .containsEntry(name + "_id", expected.path(name + "_id").asString());
            assertThat(document.modifiedAt()).isNotNull();
            assertThat(document.lines())
                    .filteredOn(line -> line.containsKey("line_item_id"))
                    .hasSize(expected.path("line_items").size());
        }
    }

    @Test
    void pairsOfAFormAreADocument() {
        var notice = webhooks.read(new WebhookDelivery(
                "", FORM + "; charset=utf-8", bytes("invoice_id=42&customer_name=%D8%B4&organization_id=7"), null));

        assertThat(notice.organizationId()).isEqualTo("7");
        assertThat(notice.documents())
                .containsExactly(new Document(
                        "", Map.of("invoice_id", "42", "customer_name", "ش", "organization_id", "7"), List.of(), null));
    }

    @Test
    void aPairMayHoldADocument() {
        var notice = webhooks.read(new WebhookDelivery(
                "",
                FORM,
                bytes("source=books&bill=" + URLEncoder.encode("{\"bill_id\":\"9\"}", StandardCharsets.UTF_8)),
                null));

        assertThat(notice.documents()).extracting(Document::root).containsExactly("bill", "");
        assertThat(notice.documents().get(0).values()).containsExactly(Map.entry("bill_id", "9"));
    }

    @Test
    void theOrganizationIsATextOrANumberInTheBodyOrInItsDocument() {
        assertThat(read("{\"organization_id\":20087345519,\"invoice\":{}}").organizationId())
                .isEqualTo("20087345519");
        assertThat(read("{\"invoice\":{\"organization_id\":\"5\"}}").organizationId())
                .isEqualTo("5");
        assertThat(read("{\"invoice\":{}}").organizationId()).isNull();
    }

    @Test
    void documentsKeepTheirBytes() {
        String invoice = "{ \"invoice_id\":42,\"total\":1.50, \"x\":{\"invoice_id\":\"1\"}}";
        String body = "{\"a\":[{\"invoice_id\":\"2\"}],\"invoice\":" + invoice + " ,\"other\":{}}";
        String form = "JSONString=" + URLEncoder.encode(body, StandardCharsets.UTF_8);

        for (var delivery : List.of(
                new WebhookDelivery("", JSON, bytes(body), null), new WebhookDelivery("", FORM, bytes(form), null))) {
            assertThat(webhooks.documents(delivery, "invoice_id"))
                    .singleElement()
                    .satisfies(document -> {
                        assertThat(document.sourceId()).isEqualTo("42");
                        assertThat(document.json())
                                .asString(StandardCharsets.UTF_8)
                                .isEqualTo(invoice);
                    });
        }
        assertThat(webhooks.documents(new WebhookDelivery("", JSON, bytes(invoice), null), "invoice_id"))
                .extracting(document -> new String(document.json(), StandardCharsets.UTF_8))
                .contains(invoice);
        for (String none : List.of(body.substring(0, body.length() - 1), "[]", "", "invoice_id=42", "{\"a\":")) {
            assertThat(webhooks.documents(new WebhookDelivery("", JSON, bytes(none), null), "invoice_id"))
                    .isEmpty();
        }
    }

    @Test
    void timesAndLinesAreRead() {
        var document = read("""
                {"salesorder":{"last_modified_time":"2025-06-11T16:40:05+0200","total":12.50,"line_items":
                  [{"item_id":"1","quantity":2},{"item_id":"2"},"x",null],"invoices":[{"invoice_id":"3"}]}}
                """).documents().get(0);

        assertThat(document.modifiedAt()).isEqualTo(Instant.parse("2025-06-11T14:40:05Z"));
        assertThat(document.values()).containsEntry("total", "12.50");
        assertThat(document.lines())
                .containsExactly(
                        Map.of("item_id", "1", "quantity", "2"), Map.of("item_id", "2"), Map.of("invoice_id", "3"));
        assertThat(read("{\"item\":{\"last_modified_time\":\"yesterday\"}}")
                        .documents()
                        .get(0)
                        .modifiedAt())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "42",
                "\"x\"",
                "<invoice/>",
                "{\"a\":",
                "{\"a\":1e}",
                "\u0000",
                "{\"a\":\"\\ud800\"}x"
            })
    void whateverItIsItIsReadOrSaidToBeUnreadable(String body) {
        for (var type : List.of(JSON, FORM, "text/xml", "")) {
            var notice = webhooks.read(new WebhookDelivery("", type, bytes(body), null));
            assertThat(notice.problem() == null).isNotEqualTo(notice.documents().isEmpty());
        }
        assertThat(read("[".repeat(100_000)).problem()).isNotNull();
        assertThat(read("{\"a\":".repeat(100_000)).problem()).isNotNull();
    }

    private WebhookNotice read(String body) {
        return webhooks.read(new WebhookDelivery("", JSON, bytes(body), null));
    }

    private static WebhookDelivery delivery(JsonNode sample) {
        boolean form = sample.path("raw_json").isNull();
        var body = form ? encoded(sample.path("form")) : sample.path("raw_json").asString();
        return new WebhookDelivery(
                encoded(sample.path("query")),
                form ? FORM : JSON,
                bytes(body),
                sample.path("expected_hex_hmac_sha256").asString());
    }

    @Test
    void aFormOfMorePairsThanZohoSendsIsNotEvenSorted() {
        String most = "a=1&".repeat(ZohoWebhooks.MOST_PAIRS - 2) + "a=1";
        assertThat(webhooks.isSignedWith(SECRET, signed(most))).isTrue();
        WebhookDelivery tooMany = signed("a=1&".repeat(90_000) + "a=1");
        webhooks.isSignedWith(SECRET, tooMany);

        long begun = System.nanoTime();
        for (int i = 0; i < 10; i++) {
            assertThat(webhooks.isSignedWith(SECRET, tooMany)).isFalse();
        }
        assertThat(System.nanoTime() - begun).as("ns for ten").isLessThan(100_000_000);
    }

    private WebhookDelivery signed(String form) {
        var unsigned = new WebhookDelivery("", FORM, form.getBytes(StandardCharsets.UTF_8), null);
        return new WebhookDelivery("", FORM, unsigned.body(), webhooks.sign(SECRET, unsigned));
    }

    private static String encoded(JsonNode pairs) {
        return pairs.properties().stream()
                .map(it -> URLEncoder.encode(it.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(it.getValue().asString(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static WebhookDelivery delivery(String query, String type, String body, String text, int... more)
            throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(bytes(SECRET.value()), "HmacSHA256"));
        mac.update(bytes(text));
        Arrays.stream(more).forEach(it -> mac.update((byte) it));
        return new WebhookDelivery(query, type, bytes(body), HexFormat.of().formatHex(mac.doFinal()));
    }

    private static WebhookDelivery signed(WebhookDelivery delivery, String signature) {
        return new WebhookDelivery(delivery.query(), delivery.contentType(), delivery.body(), signature);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
