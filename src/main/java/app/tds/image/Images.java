package app.tds.image;

import app.tds.Sha256;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The pictures that are here: {@code etl.item_images}, {@code etl.image_contents}. */
@Component
public class Images {

    /** Longer than a call takes: the picture that a process asked for when it was killed is asked for again. */
    private static final Duration ON_LOAN = Duration.ofMinutes(10);

    private static final String KEY =
            "item.image_document_id || '/' || coalesce(item.image_name, '') || '/' || coalesce(item.image_type, '')";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Images(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * The picture of an item that is asked for.
     *
     * @param versionKey what its row says of the picture
     */
    record Due(String itemId, String versionKey) {}

    /** Pictures that have changed or are not here yet, the newest items first; each is on loan to who calls this. */
    List<Due> take(String organizationId, int most) {
        Timestamp now = Timestamp.from(clock.instant());
        return jdbc.sql("""
                        with due as (
                          select item.source_id, %1$s as version_key
                          from tds.products as item
                          left join etl.item_images as image on image.organization_id = item.organization_id
                            and image.item_id = item.source_id
                          where item.organization_id = :organization and item.deleted_at is null
                            and item.image_document_id is not null
                            and (image.version_key is distinct from %1$s or image.state in ('failed', 'unusable', 'waiting'))
                            and (image.next_at is null or image.next_at <= :now
                              or image.state <> 'waiting' and image.version_key is distinct from %1$s)
                          order by item.source_modified_at desc nulls last, item.source_id
                          limit :most),
                        taken as (
                          insert into etl.item_images as image (organization_id, item_id, state, next_at)
                          select :organization, source_id, 'waiting', :until from due
                          on conflict (organization_id, item_id) do update set state = 'waiting', next_at = excluded.next_at
                          where image.state <> 'waiting' or image.next_at <= :now
                          returning item_id)
                        select due.source_id, due.version_key from due join taken on taken.item_id = due.source_id
                        """.formatted(KEY))
                .param("organization", organizationId)
                .param("now", now)
                .param("until", Timestamp.from(clock.instant().plus(ON_LOAN)))
                .param("most", most)
                .query((row, number) -> new Due(row.getString("source_id"), row.getString("version_key")))
                .list();
    }

    /** The picture is here. */
    void keep(String organizationId, Due due, Picture picture, byte[] bytes) {
        byte[] sha256 = Sha256.of(bytes);
        transaction.executeWithoutResult(status -> {
            jdbc.sql("""
                            insert into etl.image_contents (sha256, content_type, bytes, width, height, kept_since)
                            values (?, ?, ?, ?, ?, ?) on conflict (sha256) do nothing
                            """)
                    .params(sha256, picture.contentType(), bytes)
                    .param(picture.width())
                    .param(picture.height())
                    .param(Timestamp.from(clock.instant()))
                    .update();
            ended(organizationId, due, "kept", "sha256 = ?", sha256, null, null);
        });
    }

    /** The source has no picture, though the item names one. */
    void missing(String organizationId, Due due, String cause) {
        ended(organizationId, due, "missing", "sha256 = ?", null, null, cause);
    }

    /** What came is no picture; the one before stays. */
    void unusable(String organizationId, Due due, String cause, Duration pause) {
        ended(organizationId, due, "unusable", "sha256 = coalesce(?, sha256)", null, pause, cause);
    }

    /** Nothing came. */
    void failed(String organizationId, Due due, String cause, Duration pause) {
        ended(organizationId, due, "failed", "sha256 = coalesce(?, sha256)", null, pause, cause);
    }

    private void ended(
            String organizationId,
            Due due,
            String state,
            String content,
            byte @Nullable [] sha256,
            @Nullable Duration pause,
            @Nullable String cause) {
        jdbc.sql("update etl.item_images set state = ?, " + content + ", next_at = ?, cause = ?, fetched_at = ?,"
                        + " version_key = ? where organization_id = ? and item_id = ?")
                .param(state)
                .param(sha256)
                .param(pause == null ? null : Timestamp.from(clock.instant().plus(pause)))
                .param(cause)
                .params(Timestamp.from(clock.instant()), due.versionKey(), organizationId, due.itemId())
                .update();
    }

    /** The hash of an item's picture, in hexadecimal; empty if the item has none now, or none is here. */
    public Optional<String> hash(String organizationId, String itemId) {
        return jdbc.sql("""
                        select encode(image.sha256, 'hex') from etl.item_images as image
                        join tds.products as item on item.organization_id = image.organization_id
                          and item.source_id = image.item_id and item.deleted_at is null
                          and item.image_document_id is not null
                        where image.organization_id = ? and image.item_id = ? and image.sha256 is not null
                        """).params(organizationId, itemId).query(String.class).optional();
    }

    /** The picture with this hash. */
    public Optional<Content> content(String hash) {
        return jdbc.sql(
                        "select content_type, bytes, width, height from etl.image_contents where sha256 = decode(?, 'hex')")
                .param(hash)
                .query((row, number) -> new Content(
                        row.getString("content_type"),
                        row.getBytes("bytes"),
                        (Integer) row.getObject("width"),
                        (Integer) row.getObject("height")))
                .optional();
    }

    /** Pictures of items that are gone or have no picture any more, and contents that no item has. */
    long forget() {
        int rows = jdbc.sql("""
                        delete from etl.item_images as image where not exists (
                          select from tds.products as item where item.organization_id = image.organization_id
                            and item.source_id = image.item_id and item.deleted_at is null
                            and item.image_document_id is not null)
                        """).update();
        return rows
                + jdbc.sql("""
                                delete from etl.image_contents as content where kept_since < ? and not exists (
                                  select from etl.item_images as image where image.sha256 = content.sha256)
                                """)
                        .param(Timestamp.from(clock.instant().minus(Duration.ofDays(1))))
                        .update();
    }
}
