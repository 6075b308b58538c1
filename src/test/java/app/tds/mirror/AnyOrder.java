package app.tds.mirror;

/** How many orders of arrival a test tries; {@code -Dany-order.seeds=5000} tries more. */
final class AnyOrder {

    static final int SEEDS = Integer.getInteger("any-order.seeds", 50);

    private AnyOrder() {}
}
