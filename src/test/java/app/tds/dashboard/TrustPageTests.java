package app.tds.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import app.tds.SettableClock;
import app.tds.mirror.Organization;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.ui.ExtendedModelMap;

class TrustPageTests {

    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");

    @Test
    void whileTheDatabaseIsAwayThePageShowsWhatWasLastSeenForFiveMinutesAndSaysSo() {
        var clock = new SettableClock(NOW);
        var company = new Company(
                new Organization("1", "zoho", "x", ZoneOffset.UTC, null, null, null),
                List.of(),
                null,
                List.of(),
                List.of(),
                Strip.of(List.of(), 0, NOW),
                Strip.of(List.of(), 0, NOW, ZoneOffset.UTC));
        var companies = mock(Companies.class);
        when(companies.all()).thenReturn(List.of(company)).thenThrow(new DataAccessResourceFailureException("away"));
        var page = new TrustPage(companies, clock);
        page.show(new ExtendedModelMap());

        clock.advance(Duration.ofMinutes(5));
        var model = new ExtendedModelMap();
        page.show(model);
        assertThat(model)
                .containsEntry("away", true)
                .containsEntry("seenAt", NOW)
                .containsEntry("companies", List.of(company));

        clock.advance(Duration.ofSeconds(1));
        assertThatThrownBy(() -> page.show(new ExtendedModelMap()))
                .isInstanceOf(DataAccessResourceFailureException.class);
    }
}
