package app.tds.zoho;

import app.tds.source.SourceFailure;
import app.tds.source.SourcePage;
import app.tds.source.SourceQuery;
import app.tds.zoho.BulkJobs.Calls;
import app.tds.zoho.BulkReads.Part;
import app.tds.zoho.BulkReads.State;
import app.tds.zoho.CrmFields.Described;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * A full reading of a large module of CRM, as files: CRM makes a file, which takes minutes and 50 credits however many
 * fields there are. A module comes so the first time; one with more records than CRM lists page by page, each time. Where
 * CRM refuses, the list is read page by page as always.
 */
@Component
class CrmBulkRead {

    private static final Logger log = LoggerFactory.getLogger(CrmBulkRead.class);

    private static final int MOST_FIELDS = 200;

    private final BulkJobs jobs;
    private final CrmRows rows;
    private final BulkReads reads;
    private final JsonMapper mapper;
    private final int from;
    private final int listed;

    /** The files that runs are reading, by organization and module. */
    private final Map<String, Open> open = new HashMap<>();

    /**
     * @param from records from which on a module comes as files; 0 if none does
     * @param listed records that CRM lists page by page, at most
     */
    CrmBulkRead(
            BulkJobs jobs,
            CrmRows rows,
            BulkReads reads,
            JsonMapper mapper,
            @Value("${tds.zoho.crm-bulk-from:0}") int from,
            @Value("${tds.zoho.crm-listed-records:100000}") int listed) {
        this.jobs = jobs;
        this.rows = rows;
        this.reads = reads;
        this.mapper = mapper;
        this.from = from;
        this.listed = listed;
    }

    /**
     * A file that a run reads.
     *
     * @param before rows that are in the files before this one
     */
    private record Open(long runId, Part part, long before, BulkFile file, BulkJobs.Made made) {

        /** The place of its next row among the rows of all files. */
        long position() {
            return before + file.read();
        }
    }

    /** Whether this list may come as files. */
    boolean isFor(SourceQuery query, ZohoRequest list) {
        return from > 0
                && query.changes() == null
                && list.dialect() == Dialect.CRM
                && list.path().matches("/[A-Z][A-Za-z0-9_]*");
    }

    /**
     * Refuses to go on behind the last page that CRM lists: what is on the pages after it would be missing.
     *
     * @param records that the pages so far have shown
     * @throws SourceFailure.Refused if these are all that pages show
     */
    void refuseBeyond(ZohoRequest list, long records) {
        if (list.dialect() == Dialect.CRM && records >= listed) {
            throw new SourceFailure.Refused(BulkJobs.module(list) + " of CRM has more than " + listed
                    + " records, and CRM lists no more page by page. Set tds.zoho.crm-bulk-from to " + listed
                    + " or less, and give the connection the scope ZohoCRM.bulk.ALL: then they come as files.");
        }
    }

    /**
     * A page of the files.
     *
     * @return empty if the list is read page by page; from its first page, if {@link #isLost} says so
     */
    synchronized Optional<SourcePage> page(SourceQuery query, ZohoRequest list, Described fields, int page) {
        String module = BulkJobs.module(list);
        List<Part> kept = reads.of(query.organizationId(), module);
        var calls = new Calls();
        calls.made = fields.calls();
        try {
            if (!isRead(query, kept) && (page != 1 || !isWanted(query, list, fields, kept, calls))) {
                return Optional.empty();
            }
            return Optional.of(read(query, list, fields, page, calls));
        } catch (SourceFailure.Refused | SourceFailure.NotAllowed | SourceFailure.Gone refused) {
            log.warn(
                    "{} of organization {} is read page by page, since CRM gives no file of it: {}",
                    module,
                    query.organizationId(),
                    refused.getMessage());
            close(key(query, list));
            keep(query, list, new Part(query.runId(), 1, "", page == 1 ? State.DONE : State.LOST, null));
            return Optional.empty();
        }
    }

    /** Whether this run reads files, or has read the last: a run that goes on may ask for pages before the end again. */
    private static boolean isRead(SourceQuery query, List<Part> kept) {
        return !kept.isEmpty()
                && kept.get(0).isOf(query.runId())
                && !kept.get(0).jobId().isEmpty();
    }

    private boolean isWanted(SourceQuery query, ZohoRequest list, Described fields, List<Part> kept, Calls calls) {
        boolean asked = !kept.isEmpty() && kept.get(0).isOf(query.runId());
        if (asked || fields.names().size() > MOST_FIELDS) {
            return false;
        }
        boolean first = kept.isEmpty() || kept.get(0).state() == State.READING;
        return jobs.count(list, calls) >= (first ? from : Math.max(from, listed + 1));
    }

    /** Whether the run has lost its file and begins again page by page; said once. */
    boolean isLost(SourceQuery query, ZohoRequest list) {
        boolean lost = reads.of(query.organizationId(), BulkJobs.module(list)).stream()
                .anyMatch(part -> part.isOf(query.runId()) && part.state() == State.LOST);
        if (lost) {
            keep(query, list, new Part(query.runId(), 1, "", State.DONE, null));
        }
        return lost;
    }

    /** A page may begin in one file and end in the next. */
    private SourcePage read(SourceQuery query, ZohoRequest list, Described fields, int page, Calls calls) {
        long first = (long) (page - 1) * query.pageSize();
        List<byte[]> found = new ArrayList<>();
        Open file = at(query, list, fields, first, calls);
        found.addAll(file.file().next(query.pageSize()));
        while (isAtItsEnd(list, file) && file.made().more()) {
            file = next(query, list, fields, file, calls);
            found.addAll(file.file().next(query.pageSize() - found.size()));
        }
        boolean more = file.file().hasNext();
        if (!more) {
            close(key(query, list));
            reads.done(query.organizationId(), BulkJobs.module(list));
        }
        return new SourcePage(page, rows.read(query, found), more, true, calls.made);
    }

    private static boolean isAtItsEnd(ZohoRequest list, Open open) {
        if (open.file().hasNext()) {
            return false;
        }
        if (open.file().read() != open.made().rows()) {
            throw new SourceFailure.Unavailable(
                    "CRM's file of " + BulkJobs.module(list) + " has "
                            + open.file().read() + " rows, and CRM says "
                            + open.made().rows(),
                    null);
        }
        return true;
    }

    /** The file that has this row, opened, with the row as its next. */
    private Open at(SourceQuery query, ZohoRequest list, Described fields, long row, Calls calls) {
        Open known = open.get(key(query, list));
        if (known == null || known.runId() != query.runId() || known.position() > row) {
            known = opened(query, list, fields, row, calls);
        }
        known.file().skip(row - known.position());
        return known;
    }

    private Open opened(SourceQuery query, ZohoRequest list, Described fields, long row, Calls calls) {
        List<Part> parts = reads.of(query.organizationId(), BulkJobs.module(list)).stream()
                .filter(part -> part.isOf(query.runId()))
                .toList();
        long before = 0;
        for (int i = 0; i < parts.size(); i++) {
            Long rows = parts.get(i).rows();
            if (i == parts.size() - 1 || rows == null || row < before + rows) {
                return open(query, list, fields, parts.get(i), before, calls);
            }
            before += rows;
        }
        return open(query, list, fields, asked(query, list, fields, 1, "", calls), 0, calls);
    }

    private Open next(SourceQuery query, ZohoRequest list, Described fields, Open before, Calls calls) {
        int number = before.part().number() + 1;
        Part next = reads.of(query.organizationId(), BulkJobs.module(list)).stream()
                .filter(part -> part.isOf(query.runId()) && part.number() == number)
                .findFirst()
                .orElseGet(
                        () -> asked(query, list, fields, number, before.made().token(), calls));
        return open(query, list, fields, next, before.position(), calls);
    }

    private Part asked(SourceQuery query, ZohoRequest list, Described fields, int number, String token, Calls calls) {
        String id = jobs.asked(list, fields, number, token, calls);
        return keep(query, list, new Part(query.runId(), number, id, State.READING, null));
    }

    private Open open(SourceQuery query, ZohoRequest list, Described fields, Part part, long before, Calls calls) {
        close(key(query, list));
        BulkJobs.Made made = jobs.made(list, part.jobId(), calls);
        reads.made(query.organizationId(), BulkJobs.module(list), part.number(), made.rows());
        byte[] zipped = jobs.file(list, part.jobId(), calls);
        try {
            var opened = new Open(query.runId(), part, before, new BulkFile(mapper, fields.fields(), zipped), made);
            open.put(key(query, list), opened);
            return opened;
        } catch (ZohoClient.Unreadable unreadable) {
            throw new SourceFailure.Refused("CRM's file of " + BulkJobs.module(list) + ": " + unreadable.getMessage());
        }
    }

    private Part keep(SourceQuery query, ZohoRequest list, Part part) {
        reads.keep(query.organizationId(), BulkJobs.module(list), part);
        return part;
    }

    private void close(String key) {
        @Nullable Open known = open.remove(key);
        if (known != null) {
            known.file().close();
        }
    }

    private static String key(SourceQuery query, ZohoRequest list) {
        return query.organizationId() + list.path();
    }
}
