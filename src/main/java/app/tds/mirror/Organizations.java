package app.tds.mirror;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of {@code tds.organizations}. */
@Component
public class Organizations {

    private final JdbcClient jdbc;
    private final Clock clock;

    Organizations(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Those that are configured to be mirrored, by id. */
    public List<Organization> all() {
        return jdbc.sql("select * from tds.organizations where is_mirrored order by organization_id")
                .query((row, number) -> new Organization(
                        row.getString("organization_id"),
                        row.getString("source"),
                        row.getString("name"),
                        ZoneId.of(row.getString("time_zone")),
                        row.getString("currency_code"),
                        row.getString("language_code"),
                        row.getString("plan_name")))
                .list();
    }

    /** Whether the organization is configured to be mirrored. */
    public boolean isMirrored(String organizationId) {
        return jdbc.sql("select exists (select from tds.organizations where organization_id = ? and is_mirrored)")
                .param(organizationId)
                .query(Boolean.class)
                .single();
    }

    /**
     * Keeps what the sources say of the organizations. An organization that is no longer configured is no longer
     * mirrored.
     *
     * @param configured ids, by all processes; also of organizations whose source does not answer now
     */
    public void keep(List<Organization> organizations, Set<String> configured) {
        Timestamp now = Timestamp.from(clock.instant());
        jdbc.sql("update tds.organizations set is_mirrored = false where is_mirrored and organization_id <> all(?)")
                .param(configured.toArray(String[]::new))
                .update();
        for (Organization organization : organizations) {
            jdbc.sql("""
                            insert into tds.organizations as kept (organization_id, source, name, time_zone,
                              currency_code, language_code, plan_name, is_mirrored, first_seen_at, synced_at)
                            values (:id, :source, :name, :zone, :currency, :language, :plan, true, :now, :now)
                            on conflict (organization_id) do update set source = excluded.source, name = excluded.name,
                              time_zone = excluded.time_zone, currency_code = excluded.currency_code,
                              language_code = excluded.language_code, plan_name = excluded.plan_name,
                              is_mirrored = true,
                              synced_at = excluded.synced_at
                            """)
                    .param("id", organization.organizationId())
                    .param("source", organization.source())
                    .param("name", organization.name())
                    .param("zone", organization.timeZone().getId())
                    .param("currency", organization.currencyCode())
                    .param("language", organization.languageCode())
                    .param("plan", organization.planName())
                    .param("now", now)
                    .update();
        }
    }
}
