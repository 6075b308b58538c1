package app.tds.mirror;

import java.util.stream.Collectors;

/** The statements that replace parts of documents by parts that were made anew. */
final class ReplayedParts {

    /** In SQL, whether a part of a living document is not there. */
    private static final String MISSING =
            "(kept.source_id is null or parent.deleted_at is null and kept.deleted_at is not null)";

    private final Class<? extends TdsChild> kind;
    private final String parents;
    private final RowColumns columns;
    private final String entity;
    private final PartOf part;
    private final ReplayStage stage;

    /**
     * @param documents the columns of the documents
     */
    ReplayedParts(Class<? extends TdsChild> kind, RowColumns documents, ReplayStage stage) {
        this.kind = kind;
        this.parents = documents.table();
        this.columns = RowColumns.of(kind, Answer.DOCUMENT);
        this.entity = columns.entity(documents.entity());
        this.part = ChildTable.partOf(kind);
        this.stage = stage;
    }

    RowColumns columns() {
        return columns;
    }

    /** The documents, of which one may have no part. */
    String documentsStage() {
        return name() + "_of_" + parents;
    }

    String partsStage() {
        return name() + "_in_" + parents;
    }

    private String name() {
        return RowColumns.snakeCase(kind.getSimpleName()).substring(1);
    }

    String createDocuments() {
        return stage.create(
                documentsStage(), "select source_id as parent_id, payload_hash from tds." + columns.table());
    }

    String createParts() {
        return stage.create(
                partsStage(),
                "select 0 as ordinal, payload_hash, %s from tds.%s"
                        .formatted(String.join(", ", columns.names()), columns.table()));
    }

    String copyDocuments() {
        return "copy %s (parent_id, payload_hash) from stdin (format binary)".formatted(stage.table(documentsStage()));
    }

    String copyParts() {
        return "copy %s (ordinal, payload_hash, %s) from stdin (format binary)"
                .formatted(stage.table(partsStage()), String.join(", ", columns.names()));
    }

    /** Documents that are not the last ones of their rows any more are left alone. Takes the organization. */
    String forgetDocuments() {
        return """
                delete from %s as sent where not exists (
                  select from tds.%s as kept where kept.organization_id = ? and kept.source_id = sent.parent_id
                    and kept.detail_hash = sent.payload_hash)
                """.formatted(stage.table(documentsStage()), parents);
    }

    String forgetParts() {
        return "delete from %s as sent where not exists (select from %s as document where document.parent_id = sent.%s)"
                .formatted(stage.table(partsStage()), stage.table(documentsStage()), part.value());
    }

    /** Takes the organization twice. */
    String delete() {
        return """
                with gone as (
                  delete from tds.%1$s as gone using (
                    select kept.source_id from %2$s as document cross join lateral (
                      select source_id from tds.%1$s
                      where organization_id = ? and %3$s = document.parent_id and (%4$s) offset 0) as kept
                    where not exists (select from %5$s as sent where sent.source_id = kept.source_id)) as missing
                  where gone.organization_id = ? and gone.source_id = missing.source_id returning gone.%3$s)
                insert into pg_temp.replay_changed select %3$s, '%6$s' from gone
                """.formatted(
                        columns.table(),
                        stage.table(documentsStage()),
                        part.value(),
                        part.where(),
                        stage.table(partsStage()),
                        entity);
    }

    /**
     * The parts that are missing, too many, or say something else than their documents. Takes the organization thrice. Most
     * parts say the same: they are left out before each of their fields becomes a row with texts of its own.
     */
    String differing() {
        String differ = "where %s or (%s) is distinct from (%s)"
                .formatted(
                        MISSING,
                        columns.compared("kept"),
                        columns.comparedNames().stream().map(this::said).collect(Collectors.joining(", ")));
        return """
                select source_id, part, name, here, there from (%s) as compared where differs order by 1, 2, 3
                """.formatted(fields(differ));
    }

    private String said(String name) {
        return columns.afterwards(name, "kept", "sent");
    }

    /** The fields of parts beside what documents say, and the parts that documents do not have. Takes the organization thrice. */
    String sideBySide() {
        return fields("");
    }

    private String fields(String which) {
        String fields = columns.comparedNames().stream()
                .map(name ->
                        "('%1$s', kept.source_id is not null and kept.%1$s is distinct from (%2$s), kept.%1$s::text, (%2$s)::text)"
                                .formatted(name, said(name)))
                .collect(Collectors.joining(", "));
        return """
                select document.parent_id as source_id, sent.source_id as part, field.name, field.here, field.there,
                  field.differs
                from %1$s as document
                left join lateral (
                  select deleted_at from tds.%2$s as one
                  where one.organization_id = ? and one.source_id = document.parent_id offset 0) as parent on true
                join (select distinct on (source_id) * from %3$s order by source_id, ordinal desc) as sent
                  on sent.%4$s = document.parent_id
                left join lateral (
                  select * from tds.%5$s as one
                  where one.organization_id = ? and one.source_id = sent.source_id offset 0) as kept on true
                cross join lateral (values
                  ('row', %9$s,
                    case when kept.source_id is null then 'missing' when kept.deleted_at is null then 'there' else 'deleted' end,
                    'in the document'),
                  %6$s) as field (name, differs, here, there)
                %8$s
                union all
                select document.parent_id, kept.source_id, 'row', 'there', 'not in the document', true
                from %1$s as document cross join lateral (
                  select source_id from tds.%5$s
                  where organization_id = ? and %4$s = document.parent_id and (%7$s) and deleted_at is null
                  offset 0) as kept
                where not exists (select from %3$s as sent where sent.source_id = kept.source_id)
                """.formatted(
                        stage.table(documentsStage()),
                        parents,
                        stage.table(partsStage()),
                        part.value(),
                        columns.table(),
                        fields,
                        part.where(),
                        which,
                        MISSING);
    }

    /** A part comes back that is marked as deleted without its document. Takes organization, time, time, run. */
    String merge() {
        String alive = """
                exists (select from tds.%s as parent where parent.organization_id = kept.organization_id
                  and parent.source_id = excluded.%s and parent.deleted_at is null)""".formatted(parents, part.value());
        return """
                with merged as (
                  insert into tds.%1$s as kept (organization_id, first_seen_at, synced_at, run_id, payload_hash, %2$s)
                  select distinct on (source_id) ?, ?, ?, ?, payload_hash, %2$s
                  from %3$s order by source_id, ordinal desc
                  on conflict (organization_id, source_id) do update set %4$s,
                    deleted_at = case when kept.deleted_at is not null and not %9$s then kept.deleted_at end
                  where (%5$s) is distinct from (%6$s) or kept.deleted_at is not null and %9$s
                  returning kept.%7$s)
                insert into pg_temp.replay_changed select %7$s, '%8$s' from merged
                """.formatted(
                        columns.table(),
                        String.join(", ", columns.names()),
                        stage.table(partsStage()),
                        ChildTable.assignments(columns, part),
                        columns.compared("kept"),
                        columns.compared("excluded"),
                        part.value(),
                        entity,
                        alive);
    }
}
