package app.tds.command;

import app.tds.PlainText;
import app.tds.jobs.JobDefinitions;
import app.tds.pipeline.AskedBy;
import app.tds.pipeline.Run;
import app.tds.pipeline.RunCounts;
import app.tds.pipeline.RunFinished;
import app.tds.pipeline.RunProgressed;
import app.tds.pipeline.RunStarted;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * A line per job, kept up to date: redrawn in place on a terminal, else printed anew every few seconds.
 *
 * <p>The board is silent until {@link #open} is called, so that a service's log stays a log.
 */
@Component
class ProgressBoard {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Clock clock;
    private final Map<Long, Line> lines = new LinkedHashMap<>();
    private PrintStream out = new PrintStream(PrintStream.nullOutputStream());
    private @Nullable AskedBy askedBy;
    private boolean terminal;
    private final int width;
    private int drawn;

    @Autowired
    ProgressBoard(Clock clock, JobDefinitions jobs) {
        this(clock, jobs.names().stream().mapToInt(String::length).max().orElse(0));
    }

    /** @param width of the longest name of a job */
    ProgressBoard(Clock clock, int width) {
        this.clock = clock;
        this.width = Math.max(1, width);
    }

    private static final class Line {
        private final Run run;
        private final Instant began;
        private final RunCounts before;
        private RunCounts counts;
        private long expected;
        private String state;
        private Instant printed = Instant.MIN;
        private @Nullable Instant ended;

        Line(Run run, Instant began, RunCounts counts, String state) {
            this.run = run;
            this.began = began;
            this.before = counts;
            this.counts = counts;
            this.state = state;
        }
    }

    /** From now on the progress of runs that this one asked for is shown here. */
    synchronized void open(PrintStream out, boolean terminal, @Nullable AskedBy askedBy) {
        this.out = out;
        this.askedBy = askedBy;
        this.terminal = terminal;
        this.drawn = 0;
        lines.clear();
    }

    /** What is shown stays; nothing more is. */
    synchronized void close() {
        open(new PrintStream(PrintStream.nullOutputStream()), false, null);
    }

    /** A sentence of its own. */
    synchronized void say(String sentence) {
        out.println(sentence);
        drawn = 0;
    }

    @EventListener
    synchronized void on(RunStarted started) {
        if (!started.run().askedBy().equals(askedBy)) {
            return;
        }
        lines.put(
                started.run().id(),
                new Line(started.run(), clock.instant(), started.before(), started.resumed() ? "goes on" : "begins"));
        show(started.run().id(), false);
    }

    @EventListener
    synchronized void on(RunProgressed progressed) {
        Line line = lines.get(progressed.run().id());
        if (line != null) {
            line.counts = progressed.counts();
            line.expected = progressed.expected();
            line.state = left(line);
            show(progressed.run().id(), false);
        }
    }

    @EventListener
    synchronized void on(RunFinished finished) {
        Line line = lines.get(finished.run().id());
        if (line != null) {
            line.counts = finished.counts();
            line.ended = clock.instant();
            line.state = finished.outcome().name().toLowerCase(Locale.ROOT);
            show(finished.run().id(), true);
        }
    }

    private void show(long run, boolean always) {
        if (terminal) {
            redraw();
            return;
        }
        Line line = lines.get(run);
        Instant now = clock.instant();
        if (line != null && (always || line.printed.plus(PATIENCE).isBefore(now))) {
            line.printed = now;
            out.println(text(line));
        }
    }

    /** ANSI: up as many lines as were drawn, and each line anew. */
    private void redraw() {
        StringBuilder screen = new StringBuilder();
        if (drawn > 0) {
            screen.append("\u001b[").append(drawn).append('A');
        }
        for (Line line : lines.values()) {
            screen.append("\r\u001b[2K").append(PlainText.line(text(line))).append('\n');
        }
        drawn = lines.size();
        out.writeBytes(screen.toString().getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private String text(Line line) {
        return String.format(
                Locale.ROOT,
                "%-" + width + "s %,9d records  %,6d pages  %,8.0f records/s  %,6d calls  %s",
                line.run.job(),
                line.counts.read(),
                line.counts.pages(),
                rate(line),
                line.counts.calls(),
                line.state);
    }

    private double rate(Line line) {
        Instant now = line.ended == null ? clock.instant() : line.ended;
        double seconds = Duration.between(line.began, now).toMillis() / 1000.0;
        return seconds <= 0 ? 0 : (line.counts.read() - line.before.read()) / seconds;
    }

    private String left(Line line) {
        double rate = rate(line);
        if (line.run.selection().isRange()) {
            return "reading " + line.run.selection();
        }
        if (line.expected == 0) {
            return line.run.since() == null ? "first import, so the end is not known" : "reading what has changed";
        }
        if (rate == 0) {
            return line.state;
        }
        if (line.expected <= line.counts.read()) {
            return "nearly done";
        }
        long seconds = Math.round((line.expected - line.counts.read()) / rate);
        return seconds < 60 ? "about " + seconds + " s left" : "about " + (seconds + 59) / 60 + " min left";
    }
}
