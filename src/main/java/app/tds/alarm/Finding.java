package app.tds.alarm;

import java.util.List;

/**
 * Something that is wrong now. Kind, organization, job and subject together say which one it is.
 *
 * @param kind of what is wrong, such as {@code stale}
 * @param severity how much it matters
 * @param organizationId whose; empty if it is about no organization in particular
 * @param job which job's; empty if it is about none in particular
 * @param subject what exactly, where organization and job do not say; else empty
 * @param sentence what is wrong, for a person
 * @param cure what to do, or what happens by itself
 */
public record Finding(
        String kind,
        Severity severity,
        String organizationId,
        String job,
        String subject,
        String sentence,
        String cure) {

    /** About the installation. */
    public static Finding of(String kind, Severity severity, String sentence, String cure) {
        return new Finding(kind, severity, "", "", "", sentence, cure);
    }

    /** About this organization. */
    public Finding ofOrganization(String id) {
        return new Finding(kind, severity, id, job, subject, sentence, cure);
    }

    /** About a job of this organization. */
    public Finding ofJob(String name, String organization) {
        return new Finding(kind, severity, organization, name, subject, sentence, cure);
    }

    /** About this one of several. */
    public Finding about(String one) {
        return new Finding(kind, severity, organizationId, job, one, sentence, cure);
    }

    List<String> identity() {
        return List.of(kind, organizationId, job, subject);
    }

    Finding withSeverity(Severity other) {
        return new Finding(kind, other, organizationId, job, subject, sentence, cure);
    }
}
