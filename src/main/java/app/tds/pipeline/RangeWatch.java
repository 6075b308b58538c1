package app.tds.pipeline;

import app.tds.jobs.JobDefinition.Range;
import app.tds.source.SourceRecord;
import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Says when a list that was asked for some days answers with others; what comes is read and written all the same. */
final class RangeWatch implements PagePrefetch.Pages {

    private static final Logger log = LoggerFactory.getLogger(RangeWatch.class);

    private final PagePrefetch.Pages pages;
    private final Run run;
    private final Range range;
    private boolean said;

    RangeWatch(PagePrefetch.Pages pages, Run run, Range range) {
        this.pages = pages;
        this.run = run;
        this.range = range;
    }

    @Override
    public ListedPage first() {
        return looked(pages.first());
    }

    @Override
    public ListedPage get(int number) {
        return looked(pages.get(number));
    }

    private ListedPage looked(ListedPage page) {
        page.records().stream().map(ListedRecord::record).forEach(this::look);
        return page;
    }

    @Override
    public boolean canGoOn() {
        return pages.canGoOn();
    }

    @Override
    public void close() {
        pages.close();
    }

    private void look(SourceRecord record) {
        if (said) {
            return;
        }
        LocalDate day = day(record);
        if (day != null && !within(day)) {
            said = true;
            log.warn(
                    "run {}: {} was asked for records dated {}, but sent record {} of {}. The filter was ignored,"
                            + " so the run reads every record that comes",
                    run.id(),
                    run.job(),
                    run.selection(),
                    record.sourceId(),
                    day);
        }
    }

    private boolean within(LocalDate day) {
        LocalDate from = run.selection().from();
        LocalDate to = run.selection().to();
        return (from == null || !day.isBefore(from)) && (to == null || !day.isAfter(to));
    }

    /** A day that cannot be read is the translation's to complain about. */
    private @Nullable LocalDate day(SourceRecord record) {
        try {
            String text = JsonMapper.shared()
                    .readTree(record.json())
                    .path(range.field())
                    .asString("");
            return text.isEmpty() ? null : LocalDate.parse(text);
        } catch (JacksonException | DateTimeException cause) {
            return null;
        }
    }
}
