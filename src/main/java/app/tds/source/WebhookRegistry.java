package app.tds.source;

import app.tds.Secret;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The webhooks that an integration keeps in its own settings. */
public interface WebhookRegistry {

    /** The name job files use for the integration. */
    String name();

    /**
     * Where the integration reaches this application.
     *
     * @throws SourceFailure.Refused if it does not; the message says what to set
     */
    URI publicUrl(String organizationId);

    /** How each of them is there now; nothing is changed. */
    List<Entry> look(String organizationId, List<Wanted> wanted);

    /**
     * Makes webhooks that are missing and corrects webhooks that differ. Webhooks that people have made stay as they
     * are.
     *
     * @return how each of them is afterwards
     */
    List<Entry> register(String organizationId, List<Wanted> wanted);

    /**
     * Removes whatever {@link #register} has made, and nothing else.
     *
     * @param apis the products it was made in
     * @throws SourceFailure if it cannot be seen what is there
     */
    List<Removal> remove(String organizationId, List<String> apis);

    /** What the user behind the connection is not allowed to do, of what registering takes; empty if that is not known. */
    Set<String> missingRights(String organizationId, List<Wanted> wanted);

    /** What a person does to make it in the integration's own pages, step by step, without the secret. */
    List<String> byHand(Wanted wanted);

    /**
     * A module that is to tell of its changes.
     *
     * @param job whose records they are
     * @param api the product within the integration
     * @param module the integration's own word for it
     * @param shown the name of the module on the integration's screens
     * @param address where it is to tell of what is created or edited
     * @param deletions where it is to tell of what is deleted
     * @param secret to sign with
     * @param secretSetting the setting that holds the secret
     */
    record Wanted(
            String job,
            String api,
            String module,
            String shown,
            URI address,
            URI deletions,
            Secret secret,
            String secretSetting) {}

    /**
     * One of them as it is there.
     *
     * @param text what is so, or what stands in the way, for a person
     * @param endsAt when it ends by itself unless it is registered again; null if it does not
     */
    record Entry(
            Wanted wanted,
            State state,
            String text,
            @Nullable Instant endsAt) {

        /** One that does not end by itself. */
        public Entry(Wanted wanted, State state, String text) {
            this(wanted, state, text, null);
        }

        /** Whether it tells of every change. */
        public boolean well() {
            return state == State.REGISTERED;
        }
    }

    /**
     * Something of ours that was there.
     *
     * @param refused why it still is; null if it is gone
     */
    record Removal(String what, @Nullable String refused) {}

    /** How a webhook is there. */
    enum State {
        /** As it is to be. */
        REGISTERED,
        /** There is none, or not all that it takes. */
        MISSING,
        /** It goes elsewhere, or says something else. */
        DIFFERENT,
        /** It is switched off. */
        INACTIVE,
        /** That cannot be seen. */
        UNKNOWN
    }
}
