package app.tds.sandbox;

import java.time.ZoneId;
import java.util.List;

/**
 * What kind of Zoho to start.
 *
 * @param port where to listen; 0 takes a free one
 * @param seed decides every generated value: the same seed on the same day gives the same bytes
 * @param warehouses speak the older dialect, with {@code warehouses} in place of {@code locations}
 * @param zone the organizations' time zone
 */
public record SandboxSettings(
        int port, long seed, List<CompanySize> companies, Limits limits, boolean warehouses, ZoneId zone) {

    public SandboxSettings {
        companies = List.copyOf(companies);
        if (companies.isEmpty()) {
            throw new IllegalArgumentException("a sandbox needs a company");
        }
    }

    /** One company of a few thousand records, with Zoho's limits. */
    public static SandboxSettings demo() {
        return new SandboxSettings(
                0, 1957, List.of(CompanySize.demo()), Limits.zoho(), false, ZoneId.of("Asia/Baghdad"));
    }

    /** One small company, without limits. */
    public static SandboxSettings tiny() {
        return demo().withCompanies(CompanySize.tiny()).withLimits(Limits.none());
    }

    public SandboxSettings withPort(int number) {
        return new SandboxSettings(number, seed, companies, limits, warehouses, zone);
    }

    public SandboxSettings withSeed(long number) {
        return new SandboxSettings(port, number, companies, limits, warehouses, zone);
    }

    public SandboxSettings withCompanies(CompanySize... sizes) {
        return new SandboxSettings(port, seed, List.of(sizes), limits, warehouses, zone);
    }

    public SandboxSettings withLimits(Limits granted) {
        return new SandboxSettings(port, seed, companies, granted, warehouses, zone);
    }

    public SandboxSettings withWarehouses(boolean older) {
        return new SandboxSettings(port, seed, companies, limits, older, zone);
    }

    public SandboxSettings withZone(ZoneId place) {
        return new SandboxSettings(port, seed, companies, limits, warehouses, place);
    }
}
