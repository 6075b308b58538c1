package app.tds.source;

import app.tds.Secret;
import java.util.List;

/** How an integration tells of changes by itself; nothing here asks it anything. */
public interface SourceWebhooks {

    /** The name job files use for the integration; part of the addresses it delivers to. */
    String name();

    /** The header that carries the signature. */
    String signatureHeader();

    /** Whether it could be one: the header holds as many characters, of the right kind. */
    boolean isSignature(String header);

    /** What the header carries if whoever knows the secret sends this; the delivery's own signature does not matter. */
    String sign(Secret secret, WebhookDelivery delivery);

    /** Whether whoever knows the secret has signed exactly this; takes the same time whatever the answer. */
    boolean isSignedWith(Secret secret, WebhookDelivery delivery);

    /** What it says; never fails, whatever it holds. */
    WebhookNotice read(WebhookDelivery delivery);

    /** The objects in it that this field identifies, byte for byte; none if it cannot be read. */
    List<SourceRecord> documents(WebhookDelivery delivery, String key);
}
