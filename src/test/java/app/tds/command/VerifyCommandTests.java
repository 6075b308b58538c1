package app.tds.command;

import static org.assertj.core.api.Assertions.assertThat;

import app.tds.pipeline.Verification;
import app.tds.pipeline.Verification.Kind;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerifyCommandTests {

    @Test
    void eachJobSaysHowFarItIsVerifiedAndWhyNotFurther() {
        var through = Instant.parse("2026-01-01T12:00:00Z");
        var invoices = new Verification(
                7, "10", "invoices", Kind.DOCUMENTS, 24_000, 23_999, 1, 0, through, "1 differences are open");
        var bills = new Verification(8, "10", "bills", Kind.DOCUMENTS, 12, 12, 0, 0, null, null);

        List<String> lines = VerifyCommand.lines(List.of(invoices, bills));

        assertThat(lines.get(0)).contains("job", "compared", "equal", "differing", "verified through");
        assertThat(lines)
                .anySatisfy(line -> assertThat(line).contains("invoices", "24,000", "23,999", "2026-01-01T12:00:00Z"))
                .anySatisfy(line -> assertThat(line).contains("bills", "12", "never"))
                .contains("invoices is not verified further: 1 differences are open.");
    }
}
