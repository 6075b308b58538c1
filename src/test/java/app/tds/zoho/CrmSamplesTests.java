package app.tds.zoho;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.Entities;
import app.tds.mirror.TdsRow;
import app.tds.source.SourceRecord;
import app.tds.zoho.CrmFields.Field;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** What CRM answers of a record at its own address and in files, as it was recorded: the same row as in a list. */
class CrmSamplesTests {

    private static final Path FOLDER = Path.of("src/test/resources/app/tds/zoho");
    private static final JsonMapper MAPPER = new JsonMapper();

    @ParameterizedTest
    @CsvSource({"accounts, crm-account-detail", "contacts, crm-contact-detail", "deals, crm-deal-detail"})
    void aRecordsOwnAnswerIsTheRowThatItsListShowsWithoutWhatIsAboutTheRecord(String list, String sample)
            throws IOException {
        TdsRow row = row(list, own(sample));

        assertThat(values(row))
                .containsEntry("sourceId", own(sample, "id"))
                .containsKeys("sourceModifiedAt", "ownerId");
        assertThat(values(row).get("customFields"))
                .doesNotContain("Delivery_Windows", "Weekday", "$approv", "$editable", "Locked__s", "Record_Image");
    }

    @Test
    void anAccountIsTheSameRowFromItsListItsOwnAnswerAndAFile() throws IOException {
        Map<String, String> own = values(row("accounts", own("crm-account-detail")));
        Map<String, String> file = values(row("accounts", ofFile().get(0)));

        assertThat(own.get("customFields")).contains("\"Open_Orders_Value\":1240.5");
        assertThat(own).containsEntry("tags", "[\"key account\"]");
        assertThat(own).containsAllEntriesOf(withoutNulls(file));
        assertThat(file)
                .containsEntry("accountName", "Nordwind Touristik GmbH")
                .containsEntry("annualRevenue", "2400000")
                .containsEntry("ownerId", "3652397000000186017")
                .containsEntry("sourceModifiedAt", "2025-06-12T06:15:40Z");
        assertThat(values(row("accounts", ofFile().get(1))))
                .containsEntry("accountName", "Bergziel Reisen, Filiale Süd")
                .containsEntry("phone", "null")
                .containsEntry("tags", "null");
    }

    private static Map<String, String> withoutNulls(Map<String, String> values) {
        Map<String, String> left = new TreeMap<>(values);
        left.values().removeIf("null"::equals);
        return left;
    }

    private static TdsRow row(String list, byte[] record) {
        return Entities.listedAs("crm/" + list)
                .translation()
                .translate(new SourceRecord(null, null, record, new byte[32]))
                .row();
    }

    private static byte[] own(String sample) throws IOException {
        return MAPPER.writeValueAsBytes(MAPPER.readTree(Files.readAllBytes(FOLDER.resolve(sample + ".json")))
                .path("data")
                .path(0));
    }

    private static String own(String sample, String field) throws IOException {
        return MAPPER.readTree(own(sample)).path(field).asString();
    }

    private static List<byte[]> ofFile() throws IOException {
        var zipped = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(zipped)) {
            zip.putNextEntry(new ZipEntry("3652397000000700001.csv"));
            zip.write(Files.readAllBytes(FOLDER.resolve("crm-bulk-read.result.csv")));
        }
        List<Field> fields = List.of(
                new Field("Owner", "ownerlookup", "jsonobject"),
                new Field("Annual_Revenue", "currency", "double"),
                new Field("Tag", "tag", "jsonarray"));
        try (var file = new BulkFile(MAPPER, fields, zipped.toByteArray())) {
            return file.next(10);
        }
    }

    private static Map<String, String> values(TdsRow row) {
        Map<String, String> values = new TreeMap<>();
        Stream.of(row.getClass().getRecordComponents())
                .forEach(component -> values.put(component.getName(), text(component, row)));
        return values;
    }

    private static String text(RecordComponent component, TdsRow row) {
        try {
            Object value = component.getAccessor().invoke(row);
            return value instanceof app.tds.mirror.Json json ? json.text() : String.valueOf(value);
        } catch (ReflectiveOperationException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
