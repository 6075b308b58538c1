package app.tds.command;

import app.tds.PlainTime;
import app.tds.access.Audit;
import app.tds.alarm.Alarm;
import app.tds.alarm.AlarmHistory;
import app.tds.alarm.AlarmHistory.Filter;
import app.tds.alarm.Alarms;
import app.tds.alarm.Looks;
import app.tds.alarm.Rules;
import app.tds.alarm.Silence;
import app.tds.alarm.Silences;
import app.tds.alarm.Silences.Matcher;
import app.tds.alarm.Transition;
import app.tds.alarm.Watches;
import app.tds.command.TdsCommand.WrongUsage;
import app.tds.jobs.JobDefinitions;
import app.tds.launch.Nodes;
import app.tds.notification.NotificationHistory;
import app.tds.notification.Recipients;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.context.ApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "alerts",
        mixinStandardHelpOptions = true,
        subcommands = {AlertsReceiversCommand.class, AlertsTestCommand.class},
        description = {
            "Shows what is wrong, as a serving process has found it, the worst first; the rules; and past alerts.",
            "ack says that a person works on an alert. silence keeps alerts from being told for a while. Neither hides an alert."
        })
final class AlertsCommand implements Callable<Integer> {

    private static final int MOST = 1000;
    private static final String ONE = "the number of an alert";

    @Mixin
    private Json json = new Json();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        return OneShot.looking(context -> {
            List<Alarm> open = context.getBean(Alarms.class).open();
            if (json.isWanted()) {
                Json.print(out(), open(context, open));
            } else {
                unwatched(context);
                if (context.getBean(Recipients.class).areNone()) {
                    say(AlertsReceiversCommand.NOBODY);
                }
                alarms(open, "Nothing is wrong, as far as anybody has looked.", context);
            }
            return TdsCommand.DONE;
        });
    }

    /**
     * What goes on, for programs.
     *
     * @param looked when somebody last looked whether anything is wrong; absent if nobody ever did
     * @param current whether a process serves and has looked lately; if not, the absence of alerts means nothing
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Open(List<Alarm> alerts, @Nullable Instant looked, boolean current) {}

    private static Open open(ApplicationContext context, List<Alarm> alerts) {
        Instant looked = context.getBean(Looks.class).last().orElse(null);
        boolean current = looked != null
                && Watches.isRecent(looked, context.getBean(Clock.class).instant())
                && !context.getBean(Nodes.class).serving().isEmpty();
        return new Open(alerts, looked, current);
    }

    private void unwatched(ApplicationContext context) {
        StatusText.unwatched(
                        context.getBean(Looks.class).last().orElse(null),
                        context.getBean(Clock.class).instant())
                .ifPresent(out()::println);
    }

    private void alarms(List<Alarm> alarms, String none, ApplicationContext context) {
        if (alarms.isEmpty()) {
            say(none);
        } else {
            lines(AlertsText.alarms(alarms, context.getBean(Clock.class).instant()));
        }
    }

    @Command(
            name = "history",
            mixinStandardHelpOptions = true,
            description =
                    "Shows alerts, past and present, the newest first; with a number, what happened to that alert.")
    int history(
            @Parameters(arity = "0..1", paramLabel = "ID", description = ONE) @Nullable Long id,
            @Option(names = "--rule", paramLabel = "RULE", description = "only of this rule") @Nullable String rule,
            @Option(names = "--job", paramLabel = "JOB", description = "only about this job") @Nullable String job,
            @Option(names = "--organization", paramLabel = "ID", description = "only of this one") @Nullable
                    String organization,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "20",
                            description = "how many, up to " + MOST + "; default: 20")
                    int limit,
            @Mixin Json asJson) {
        if (limit < 1 || limit > MOST) {
            throw new WrongUsage("--limit is between 1 and " + MOST);
        }
        return OneShot.looking(context -> {
            if (id != null) {
                return one(id, asJson, context);
            }
            List<Alarm> page = context.getBean(AlarmHistory.class)
                    .page(new Filter(Set.of(), null, organization, job, rule), Long.MAX_VALUE, limit);
            if (asJson.isWanted()) {
                Json.print(out(), page);
            } else {
                alarms(page, "There are no such alerts.", context);
            }
            return TdsCommand.DONE;
        });
    }

    /** An alert, what happened to it, and who was told of that, each in order. */
    private record One(Alarm alert, List<Transition> transitions, List<NotificationHistory.Entry> notifications) {}

    private int one(long id, Json asJson, ApplicationContext context) {
        Alarm alarm = context.getBean(Alarms.class).find(id).orElseThrow(() -> unknown(id));
        var transitions = context.getBean(AlarmHistory.class).of(id);
        var notifications = context.getBean(NotificationHistory.class).of(id);
        if (asJson.isWanted()) {
            Json.print(out(), new One(alarm, transitions, notifications));
        } else {
            lines(AlertsText.alarms(List.of(alarm), context.getBean(Clock.class).instant()));
            lines(AlertsText.transitions(transitions));
            lines(AlertsText.notifications(notifications));
        }
        return TdsCommand.DONE;
    }

    private static WrongUsage unknown(long id) {
        return new WrongUsage("alerts: there is no alert " + id);
    }

    @Command(
            name = "rules",
            mixinStandardHelpOptions = true,
            description = {
                "Shows what is told, from when on and how urgently; with --wide, also where each value comes from."
            })
    int rules(@Mixin Json asJson, @Mixin WideOption wide) {
        return OneShot.looking(context -> {
            Rules rules = context.getBean(Rules.class);
            if (asJson.isWanted()) {
                Json.print(out(), rules.all());
            } else {
                lines(AlertsText.rules(rules.all(), wide.wide()));
            }
            return TdsCommand.DONE;
        });
    }

    @Command(
            name = "ack",
            mixinStandardHelpOptions = true,
            description =
                    "Says that a person works on the alert. It is not told again until it gets worse, is over, or a day has passed.")
    int acknowledge(
            @Parameters(paramLabel = "ID", description = ONE) long id,
            @Option(names = "--note", paramLabel = "TEXT", required = true, description = "what is being done")
                    String note,
            @Mixin Json asJson) {
        if (note.isBlank()) {
            throw new WrongUsage("alerts ack: --note says what is being done");
        }
        return OneShot.with(context -> {
            Alarms alarms = context.getBean(Alarms.class);
            alarms.find(id).orElseThrow(() -> unknown(id));
            Alarm alarm = alarms.acknowledge(id, person(), note.strip())
                    .orElseThrow(
                            () -> new WrongUsage("alerts ack: alert " + id + " goes on no more, or is not told yet"));
            context.getBean(Audit.class).command("alert " + id + " acknowledged");
            return done(asJson, alarm, "Alert " + id + " is acknowledged.");
        });
    }

    @Command(
            name = "unack",
            mixinStandardHelpOptions = true,
            description = "Says that no person works on the alert any more: people are told again.")
    int unacknowledge(
            @Parameters(paramLabel = "ID", description = ONE) long id,
            @Option(names = "--note", paramLabel = "TEXT", defaultValue = "", description = "why") String note,
            @Mixin Json asJson) {
        return OneShot.with(context -> {
            Alarms alarms = context.getBean(Alarms.class);
            alarms.find(id).orElseThrow(() -> unknown(id));
            Alarm alarm = alarms.unacknowledge(id, person(), note.strip())
                    .orElseThrow(() -> new WrongUsage("alerts unack: nobody has acknowledged alert " + id));
            context.getBean(Audit.class).command("alert " + id + " unacknowledged");
            return done(asJson, alarm, "Alert " + id + " is acknowledged no more.");
        });
    }

    @Command(
            name = "silence",
            mixinStandardHelpOptions = true,
            description = {
                "Lets the alerts of a rule not be told for a while. They are looked for and kept all the same, and what"
                        + " goes on at the end is told then."
            })
    int silence(
            @Parameters(paramLabel = "RULE", description = "such as stale; alerts rules shows all kinds") String rule,
            @Option(
                            names = "--until",
                            paramLabel = "TIME",
                            required = true,
                            description = "such as 4h, or 2026-12-01T07:00:00+03:00; at most seven days")
                    String until,
            @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "for those who wonder")
                    String reason,
            @Option(names = "--job", paramLabel = "JOB", defaultValue = "", description = "only about this job")
                    String job,
            @Option(names = "--organization", paramLabel = "ID", defaultValue = "", description = "only of this one")
                    String organization,
            @Mixin Json asJson) {
        return OneShot.with(context -> {
            if (!context.getBean(Rules.class).knows(rule)) {
                throw new WrongUsage("alerts silence: there is no rule \"" + rule + "\"; alerts rules shows all kinds");
            }
            if (!job.isEmpty()
                    && context.getBean(JobDefinitions.class).find(job).isEmpty()) {
                throw new WrongUsage("alerts silence: there is no job \"" + job + '"');
            }
            Instant end = end(until, context.getBean(Clock.class).instant());
            Silence silence = begin(context, new Matcher(rule, organization, job), end, reason);
            context.getBean(Audit.class)
                    .command("silence " + silence.id() + " of " + rule + " until " + PlainTime.utc(end));
            return done(asJson, silence, "Silence " + silence.id() + " holds until " + PlainTime.utc(end) + ".");
        });
    }

    private static Silence begin(ApplicationContext context, Matcher alarms, Instant end, String reason) {
        try {
            return context.getBean(Silences.class).begin(alarms, end, reason.strip(), person());
        } catch (IllegalArgumentException wrong) {
            throw new WrongUsage("alerts silence: " + wrong.getMessage());
        }
    }

    private static Instant end(String until, Instant now) {
        try {
            return until.matches("[0-9]{1,4}[smhd]")
                    ? now.plus(DurationStyle.detectAndParse(until))
                    : OffsetDateTime.parse(until).toInstant();
        } catch (DateTimeException unreadable) {
            throw new WrongUsage(
                    "alerts silence: --until: \"" + until + "\" is neither 4h nor 2026-12-01T07:00:00+03:00");
        }
    }

    @Command(name = "silences", mixinStandardHelpOptions = true, description = "Shows what is not told now, and why.")
    int silences(@Mixin Json asJson) {
        return OneShot.with(Silences.class, silences -> {
            List<Silence> current = silences.current();
            if (asJson.isWanted()) {
                Json.print(out(), current);
            } else if (current.isEmpty()) {
                say("Nothing is silenced.");
            } else {
                lines(AlertsText.silences(current));
            }
            return TdsCommand.DONE;
        });
    }

    @Command(
            name = "unsilence",
            mixinStandardHelpOptions = true,
            description = "Ends a silence now. People are told of alerts that the silence covered and that go on.")
    int unsilence(
            @Parameters(paramLabel = "ID", description = "the number of the silence, as silences shows it") long id,
            @Mixin Json asJson) {
        return OneShot.with(context -> {
            Silence silence = context.getBean(Silences.class)
                    .end(id, person())
                    .orElseThrow(() -> new WrongUsage("alerts unsilence: there is no silence " + id + " that goes on"));
            context.getBean(Audit.class).command("silence " + id + " ended");
            return done(asJson, silence, "Silence " + id + " is over.");
        });
    }

    private int done(Json asJson, Object changed, String sentence) {
        if (asJson.isWanted()) {
            Json.print(out(), changed);
        } else {
            say(sentence);
        }
        return TdsCommand.DONE;
    }

    private static String person() {
        return System.getProperty("user.name", "?");
    }

    private void lines(List<String> lines) {
        lines.forEach(out()::println);
        out().flush();
    }

    private void say(String sentence) {
        out().println(sentence);
        out().flush();
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }
}
