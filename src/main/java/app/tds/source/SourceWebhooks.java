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

    /** The header of a delivery that is signed with the secret; the delivery's own signature does not matter. */
    String sign(Secret secret, WebhookDelivery delivery);

    /** Whether exactly these bytes were signed with the secret. The check takes the same time whatever the answer. */
    boolean isSignedWith(Secret secret, WebhookDelivery delivery);

    /**
     * Whether deliveries about this product carry no signature but prove in their bodies that they are genuine. Such a
     * body is believed no further than the ids in it, and {@link #isSignedWith} looks at it if there is no signature.
     */
    default boolean provesInBody(String api) {
        return false;
    }

    /** The body as it may be kept: without what proves that it is genuine. */
    default byte[] kept(WebhookDelivery delivery) {
        return delivery.body();
    }

    /** What it says; never fails, whatever it holds. */
    WebhookNotice read(WebhookDelivery delivery);

    /** The objects of the body that this field identifies, byte for byte; none if the body cannot be read. */
    List<SourceRecord> documents(WebhookDelivery delivery, String key);
}
