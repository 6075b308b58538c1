package app.tds.notification;

/** A way to tell a receiver. A bean of this type is all that a new way needs. */
interface Channel {

    /** As in {@code receivers.yaml}. */
    String name();

    /** Whether the receiver can be told this way. */
    boolean reaches(Receiver receiver);

    /** Whether messages are held back in the receiver's quiet hours: whether they make a noise. */
    default boolean waitsForTheMorning() {
        return true;
    }

    /**
     * Tells the receiver; when this returns, the other side has the message.
     *
     * @throws Undelivered if it has not, or nobody knows
     */
    void deliver(Message message, Receiver receiver) throws Undelivered;
}
