package app.tds.convergence;

import app.tds.mirror.Organization;
import app.tds.mirror.TdsChild;
import app.tds.mirror.TdsRow;
import app.tds.pipeline.HastyLooks;
import app.tds.source.Allowance;
import app.tds.source.DetailQuery;
import app.tds.source.DetailTranslation;
import app.tds.source.Priority;
import app.tds.source.Source;
import app.tds.source.SourceDetails;
import app.tds.source.SourceField;
import app.tds.source.SourcePage;
import app.tds.source.SourceQuery;
import app.tds.source.SourceRecord;
import app.tds.source.SourceTotals;
import app.tds.source.Translation;
import app.tds.source.Unusable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A mistake that this application could make, planted from outside: a trigger that has its effect, or a source that lies. */
enum Mutant {
    ONE_SECOND_TOO_FAR(200, "after the last delta", "is not verified through what was seen") {
        @Override
        void plant(JdbcClient jdbc) {
            trigger(
                    jdbc,
                    "before insert or update on etl.watermarks",
                    "new.seen_until := new.seen_until + interval '1 second'; return new;");
        }
    },
    NO_OVERLAP(315, "after the last delta") {
        @Override
        void plant(JdbcClient jdbc) {
            trigger(jdbc, "before insert on etl.runs", "new.since := new.since + interval '5 minutes'; return new;");
        }
    },
    WATERMARK_BEFORE_SUCCESS(325, "after the last delta") {
        @Override
        void plant(JdbcClient jdbc) {
            trigger(jdbc, "after insert on etl.runs", ADVANCE);
        }
    },
    WATERMARK_THOUGH_A_PAGE_FAILED(253, "after the last delta") {
        @Override
        void plant(JdbcClient jdbc) {
            trigger(
                    jdbc,
                    "after update on etl.runs",
                    "if new.outcome = 'FAILED' then " + ADVANCE + " end if; return new;");
        }

        /** Their deltas have windows, and pages that break. */
        @Override
        List<String> about() {
            return List.of("customers", "bills");
        }
    },
    SWEEP_WITHOUT_CONFIRMATION(204, "though it lives") {
        @Override
        void plant(JdbcClient jdbc) {}

        @Override
        boolean confirms() {
            return false;
        }
    },
    SWEEP_AFTER_A_PARTIAL_LIST(234, "though it lives") {
        /** Whoever takes a run over does not know what was listed before. */
        @Override
        void plant(JdbcClient jdbc) {
            trigger(
                    jdbc,
                    "after update on etl.runs",
                    "if new.executions > old.executions then delete from etl.listed where run_id = new.run_id; end if;"
                            + " return new;");
        }

        @Override
        boolean confirms() {
            return false;
        }
    },
    OLDER_IS_DONE(274, "and not waited for") {
        @Override
        void plant(JdbcClient jdbc) {
            trigger(jdbc, "after update on etl.hydration", DONE_IF.formatted("OLDER"));
        }
    },
    NOT_HAD_IS_DONE(241, "and not waited for") {
        @Override
        void plant(JdbcClient jdbc) {
            trigger(jdbc, "after update on etl.hydration", DONE_IF.formatted("FAILED"));
        }
    },
    ONE_RECORD_STOPS_ALL(242, "for the sake of one record") {
        @Override
        void plant(JdbcClient jdbc) {}

        @Override
        boolean singles() {
            return false;
        }
    },
    DELIVERED_IS_TRUE(243, "after the last delta", "verified through") {
        @Override
        void plant(JdbcClient jdbc) {
            trigger(jdbc, "before insert on etl.provisional", "return null;");
        }
    },
    VERIFIED_AHEAD(224, "verified through", "over a window that was not compared") {
        @Override
        void plant(JdbcClient jdbc) {
            trigger(
                    jdbc,
                    "before update on etl.job_state",
                    "if new.verified_through is distinct from old.verified_through then"
                            + " new.verified_through := new.verified_through + interval '1 day'; end if; return new;");
        }
    },
    WRITTEN_OTHERWISE(226, "fields that differ from what Zoho said") {
        @Override
        void plant(JdbcClient jdbc) {
            for (String table : List.of("invoices", "bills", "sales_orders", "payments", "credit_notes")) {
                trigger(
                        jdbc,
                        "before insert or update on tds." + table,
                        "new.currency_code := coalesce(new.currency_code, '') || '0'; return new;");
            }
        }
    },
    VERIFIED_FROM_THE_END(227, "over a window that was not compared", "is not verified through what was seen") {
        /** What a run compares was read from its beginning on, and what is modified while it runs may be missing. */
        @Override
        void plant(JdbcClient jdbc) {
            trigger(
                    jdbc,
                    "before insert on etl.verifications",
                    "if new.window_to is not null then new.window_to := new.ended_at + interval '2 seconds'; end if;"
                            + " return new;");
        }
    },
    WINDOW_WITH_A_GAP(236, "over a window that was not compared") {
        /** Some windows are not compared, and the next one counts all the same. */
        @Override
        void plant(JdbcClient jdbc) {
            trigger(
                    jdbc,
                    "before insert on etl.verifications",
                    "if new.kind = 'WINDOW' and extract(second from new.window_to)::int % 3 = 0 then return null; end if;"
                            + " new.window_from := null; return new;");
        }
    },
    COMPARED_BEFORE_THE_WRITE(239, "is verified, and differs from what Zoho says") {
        /** Whoever compares what is about to be written does not see what the tables have made of it. */
        @Override
        void plant(JdbcClient jdbc) {
            WRITTEN_OTHERWISE.plant(jdbc);
            trigger(jdbc, "before insert on etl.differences", "return null;");
        }
    },
    OPTIONAL_IS_REQUIRED(240, "though only a field that is not required cannot be read") {
        @Override
        void plant(JdbcClient jdbc) {}

        @Override
        boolean forgives() {
            return false;
        }
    },
    ORDER_IS_BELIEVED(249, "after the last delta", "verified through", "is verified, and differs from what Zoho says") {
        @Override
        void plant(JdbcClient jdbc) {}

        @Override
        boolean looksAtTheOrder() {
            return false;
        }

        /** Their deltas end where the order says that nothing newer follows. */
        @Override
        List<String> about() {
            return List.of("payments", "creditnotes");
        }
    },
    DELTA_ENDS_EARLY(305, "after the last delta") {
        @Override
        void plant(JdbcClient jdbc) {}

        @Override
        boolean hurries() {
            return true;
        }
    },
    NEVER_QUEUED(306, "and not waited for") {
        @Override
        void plant(JdbcClient jdbc) {
            trigger(jdbc, "before insert on etl.hydration", "return null;");
        }
    },
    LIST_OVER_DETAIL(304, "is not what the document said", "sub_total: null in place of") {
        @Override
        void plant(JdbcClient jdbc) {
            for (String table : List.of("invoices", "bills", "sales_orders")) {
                trigger(
                        jdbc,
                        "before update on tds." + table,
                        "if new.fingerprint is distinct from old.fingerprint then new.sub_total := null; end if;"
                                + " return new;");
            }
        }
    };

    private static final String ADVANCE = """
            insert into etl.watermarks as kept (organization_id, job, seen_until, run_id, moved_at)
            values (new.organization_id, new.job, new.until, new.run_id, new.until)
            on conflict (organization_id, job) do update set seen_until = excluded.seen_until
            where kept.seen_until < excluded.seen_until; return new;
            """;

    private static final String DONE_IF = """
            if new.trouble = '%s' then delete from etl.hydration where organization_id = new.organization_id
              and job = new.job and source_id = new.source_id; end if; return new;
            """;

    private final long seed;
    private final String[] notices;

    Mutant(long seed, String... notices) {
        this.seed = seed;
        this.notices = notices;
    }

    /** Of a story that has noticed it; no other mistake has the same. */
    long seed() {
        return seed;
    }

    /** Words of the failures of which it must lead to one. */
    String[] notices() {
        return notices;
    }

    /** From now on the stage's application makes this mistake. */
    void plant(Stage stage) {
        plant(stage.jdbc());
        stage.between.confirm(confirms());
        stage.between.single(singles());
        stage.between.forgive(forgives());
        stage.between.lookAtTheOrder(looksAtTheOrder());
        stage.application.bean(HastyLooks.class).beHasty(hurries());
    }

    abstract void plant(JdbcClient jdbc);

    /** The jobs whose stories can show the mistake; any, if there are none. */
    List<String> about() {
        return List.of();
    }

    /** Whether what was not listed is asked for before it is marked. */
    boolean confirms() {
        return true;
    }

    /** Whether what cannot be had of one record is that record's alone. */
    boolean singles() {
        return true;
    }

    /** Whether a record of which a field that is not required cannot be read is used without that field. */
    boolean forgives() {
        return true;
    }

    /** Whether an order that was ignored is noticed. */
    boolean looksAtTheOrder() {
        return true;
    }

    /** Whether a scheduled delta ends with its first page, whatever the page shows. */
    boolean hurries() {
        return false;
    }

    private static void trigger(JdbcClient jdbc, String when, String body) {
        String name = "mutant_" + when.substring(when.lastIndexOf('.') + 1);
        jdbc.sql("create function " + name + "() returns trigger language plpgsql as $$ begin " + body + " end $$")
                .update();
        jdbc.sql("create trigger mutant " + when + " for each row execute function " + name + "()")
                .update();
    }

    /** Takes whichever is planted out again. */
    static void remove(Stage stage) {
        stage.between.confirm(true);
        stage.between.single(true);
        stage.between.forgive(true);
        stage.between.lookAtTheOrder(true);
        stage.application.bean(HastyLooks.class).beHasty(false);
        stage.jdbc()
                .sql("select proname from pg_proc where proname like 'mutant\\_%'")
                .query(String.class)
                .list()
                .forEach(name ->
                        stage.jdbc().sql("drop function " + name + " cascade").update());
    }

    /** Stands between the application and its source, and between the application and what it makes of records. */
    static final class Between implements BeanPostProcessor {

        private volatile boolean confirms = true;
        private volatile boolean singles = true;
        private volatile boolean forgives = true;
        private volatile boolean looks = true;

        void lookAtTheOrder(boolean honestly) {
            looks = honestly;
        }

        void forgive(boolean honestly) {
            forgives = honestly;
        }

        void single(boolean honestly) {
            singles = honestly;
        }

        void confirm(boolean honestly) {
            confirms = honestly;
        }

        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            return bean instanceof Source source
                    ? new Lying(source)
                    : bean instanceof Translation translation ? new Strict(translation) : bean;
        }

        private final class Strict implements Translation {

            private final Translation translation;

            private Strict(Translation translation) {
                this.translation = translation;
            }

            private void refuse(List<Remark> remarks) {
                remarks.stream()
                        .filter(remark -> !forgives && remark.text().startsWith("left empty"))
                        .findFirst()
                        .ifPresent(remark -> {
                            throw new Unusable(remark.field(), remark.text());
                        });
            }

            @Override
            public Translated translate(SourceRecord record) {
                Translated translated = translation.translate(record);
                refuse(translated.remarks());
                return translated;
            }

            @Override
            public Optional<DetailTranslation> details() {
                return translation.details().map(StrictDetails::new);
            }

            @Override
            public String name() {
                return translation.name();
            }

            @Override
            public Set<Class<? extends TdsRow>> rows() {
                return translation.rows();
            }

            @Override
            public List<SourceField> fields(SourceRecord record) {
                return translation.fields(record);
            }

            @Override
            public Optional<String> sideOf() {
                return translation.sideOf();
            }

            private final class StrictDetails implements DetailTranslation {

                private final DetailTranslation details;

                private StrictDetails(DetailTranslation details) {
                    this.details = details;
                }

                @Override
                public Detailed translate(SourceRecord detail) {
                    Detailed detailed = details.translate(detail);
                    refuse(detailed.remarks());
                    return detailed;
                }

                @Override
                public Set<Class<? extends TdsChild>> parts() {
                    return details.parts();
                }

                @Override
                public List<SourceField> fields(SourceRecord detail) {
                    return details.fields(detail);
                }

                @Override
                public boolean isComplete(SourceRecord document, byte[] kept) {
                    return details.isComplete(document, kept);
                }
            }
        }

        private final class Lying implements Source {

            private final Source source;

            private Lying(Source source) {
                this.source = source;
            }

            @Override
            public SourceDetails details(DetailQuery query, List<String> ids) {
                return confirms || query.priority() != Priority.FULL
                        ? honest(source.details(query, ids))
                        : new SourceDetails(List.of(), new TreeSet<>(ids), Map.of(), 0);
            }

            private SourceDetails honest(SourceDetails details) {
                if (!singles && !details.failed().isEmpty()) {
                    throw details.failed().values().iterator().next();
                }
                return details;
            }

            @Override
            public String name() {
                return source.name();
            }

            @Override
            public List<Organization> organizations() {
                return source.organizations();
            }

            @Override
            public Set<String> organizationIds() {
                return source.organizationIds();
            }

            @Override
            public SourcePage fetch(SourceQuery query, int page) {
                SourcePage honest = source.fetch(query, page);
                return looks
                        ? honest
                        : new SourcePage(honest.number(), honest.records(), honest.more(), honest.calls());
            }

            @Override
            public boolean pagesShift(SourceQuery query) {
                // Nor does a page that is read once more.
                return confirms && looks && source.pagesShift(query);
            }

            @Override
            public boolean growsAtItsEnd(SourceQuery query) {
                // A list that is read from its end hides nothing that would have to be asked for.
                return confirms && source.growsAtItsEnd(query);
            }

            @Override
            public SourceTotals totals(SourceQuery query, String parameter, boolean rows) {
                return source.totals(query, parameter, rows);
            }

            @Override
            public Tombstones deleted(DetailQuery one, String path, Instant since) {
                return source.deleted(one, path, since);
            }

            @Override
            public boolean countsApart(String api) {
                return source.countsApart(api);
            }

            @Override
            public int documentsACall() {
                return source.documentsACall();
            }

            @Override
            public Optional<Allowance> allowance(String organizationId, Priority priority) {
                return source.allowance(organizationId, priority);
            }

            @Override
            public Optional<Allowance> allowance(String organizationId, String api, Priority priority) {
                return source.allowance(organizationId, api, priority);
            }
        }
    }
}
