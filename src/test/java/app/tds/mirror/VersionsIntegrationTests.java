package app.tds.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.TestDatabase;
import app.tds.mirror.TestRows.Address;
import app.tds.mirror.TestRows.ContactPerson;
import app.tds.mirror.TestRows.Customer;
import app.tds.mirror.TestRows.Vendor;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Versions of contacts, as list rows and as details, arrive in any order, in chunks of any size, and are deleted in
 * between: what is there is the newest version by the source's own time; of equal times, the one observed later.
 */
class VersionsIntegrationTests {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Kinds KINDS =
            new Kinds(Set.of(Customer.class, Vendor.class), Set.of(ContactPerson.class, Address.class));
    private static final int CONTACTS = 4;

    private final JdbcClient jdbc;
    private final TdsTables tables;
    private final TransactionTemplate transaction;

    VersionsIntegrationTests() throws SQLException {
        var dataSource = new SingleConnectionDataSource(
                TestDatabase.create().dataSource().getConnection(), true);
        jdbc = JdbcClient.create(dataSource);
        tables = new TdsTables(new JdbcTemplate(dataSource));
        transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    }

    /** One version of a contact; no two say the same. */
    private record Version(String id, @Nullable Integer time, boolean vendor, String what) {

        @Nullable
        Instant modified() {
            return time == null ? null : NOON.plusSeconds(time);
        }
    }

    /** What has to be there of one contact. */
    private static final class Expected {

        private @Nullable Integer newest;
        private @Nullable Version shown;
        private String person = "nobody";
        private boolean alive;

        void observe(Version version, boolean isDetail) {
            if (newest != null && version.time() != null && version.time() < newest) {
                return;
            }
            newest = version.time() == null ? newest : version.time();
            shown = version;
            alive = true;
            person = isDetail ? version.what() : person;
        }

        String text() {
            return shown == null || !alive
                    ? "not there, " + person + " gone"
                    : (shown.vendor() ? "vendor " : "customer ") + shown.what() + " of " + newest + ", " + person;
        }
    }

    @Test
    void inAnyOrderTheNewestVersionIsThere() {
        for (int seed = 0; seed < AnyOrder.SEEDS; seed++) {
            check(seed, true, false);
        }
    }

    @Test
    void inAnyOrderAContactIsOfTheKindItsNewestVersionSays() {
        for (int seed = 0; seed < AnyOrder.SEEDS; seed++) {
            check(seed, false, true);
        }
    }

    private void check(int seed, boolean someWithoutTime, boolean changingKind) {
        var random = new Random(seed);
        String organization = seed + " " + changingKind;
        Map<String, Expected> expected = new TreeMap<>();
        for (int i = 0; i < CONTACTS; i++) {
            expected.put("c" + i, new Expected());
        }
        for (int i = 0; i < 25; i++) {
            var stamp = new Stamp(organization, i, NOON.plusSeconds(1000 + i));
            if (random.nextInt(8) == 0) {
                String id = "c" + random.nextInt(CONTACTS);
                transaction.executeWithoutResult(
                        status -> tables.markDeleted(KINDS, Kinds.NONE, stamp, List.of(id), new Changes()));
                expected.get(id).alive = false;
                continue;
            }
            boolean areDetails = random.nextBoolean();
            List<Version> chunk = new ArrayList<>();
            for (int j = 0; j <= random.nextInt(5); j++) {
                int contact = random.nextInt(CONTACTS);
                int time = random.nextInt(6);
                chunk.add(new Version(
                        "c" + contact,
                        someWithoutTime && random.nextInt(5) == 0 ? null : time,
                        changingKind && (contact + time) % 2 == 0,
                        i + "." + j));
            }
            transaction.executeWithoutResult(status -> write(stamp, chunk, areDetails));
            newest(chunk).forEach(version -> expected.get(version.id()).observe(version, areDetails));
            assertThat(found(organization)).as("seed %s, step %s", seed, i).isEqualTo(texts(expected));
        }
    }

    /** Of each contact the newest of a chunk; one without a time only if there is no other. */
    private static List<Version> newest(List<Version> chunk) {
        Map<String, Version> newest = new TreeMap<>();
        for (Version version : chunk) {
            newest.merge(version.id(), version, (one, two) -> time(two) >= time(one) ? two : one);
        }
        return List.copyOf(newest.values());
    }

    private static int time(Version version) {
        return version.time() == null ? -1 : version.time();
    }

    private void write(Stamp stamp, List<Version> versions, boolean areDetails) {
        if (areDetails) {
            tables.writeDetails(
                    stamp,
                    KINDS,
                    versions.stream()
                            .map(it -> new TdsDetail(
                                    row(it),
                                    bytes(it.what()),
                                    List.of(new ChildSet<>(ContactPerson.class, List.of(person(it))))))
                            .toList(),
                    new Changes());
        } else {
            tables.write(
                    stamp,
                    KINDS,
                    versions.stream()
                            .map(it -> new TdsRecord(row(it), bytes(it.what()), bytes(it.what())))
                            .toList(),
                    new Changes());
        }
    }

    private static Map<String, String> texts(Map<String, Expected> expected) {
        Map<String, String> texts = new TreeMap<>();
        expected.forEach((id, it) -> {
            if (it.shown != null) {
                texts.put(id, it.text());
            }
        });
        return texts;
    }

    /** Where each contact lives, what it says, and the person that lives with it. */
    private Map<String, String> found(String organization) {
        Map<String, String> found = new TreeMap<>();
        jdbc.sql("""
                        select contact.source_id, string_agg(kind || ' ' || contact_name || ' of '
                            || coalesce(extract(epoch from source_modified_at - :noon)::integer::text, 'null'), ' and ')
                            filter (where deleted_at is null),
                          (select string_agg(coalesce(first_name, '') || case when person.deleted_at is null then '' else ' gone' end, ' and ')
                           from tds.contact_persons as person where organization_id = :organization and contact_id = contact.source_id)
                        from (
                          select 'customer' as kind, organization_id, source_id, contact_name, source_modified_at, deleted_at
                          from tds.customers
                          union all select 'vendor', organization_id, source_id, contact_name, source_modified_at, deleted_at
                          from tds.vendors) as contact
                        where organization_id = :organization group by source_id
                        """)
                .param("noon", java.sql.Timestamp.from(NOON))
                .param("organization", organization)
                .query(row -> {
                    String contact = row.getString(2);
                    String person = row.getString(3);
                    found.put(
                            row.getString(1),
                            contact == null
                                    ? "not there, " + (person == null ? "nobody gone" : person)
                                    : contact + ", " + (person == null ? "nobody" : person));
                });
        return found;
    }

    private static ContactPerson person(Version version) {
        return new ContactPerson("p" + version.id(), null, version.id(), version.what());
    }

    private static TdsRow row(Version version) {
        return version.vendor()
                ? new Vendor(version.id(), null, version.modified(), version.what())
                : new Customer(version.id(), null, version.modified(), version.what());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
