package app.tds.sandbox;

/** How a well-formed answer may still be wrong. */
record Quirks(
        int fewerRows,
        boolean extraEmptyPage,
        boolean ignoreSince,
        boolean noPageContext,
        boolean noRoot,
        boolean noConsent) {

    static final Quirks NONE = new Quirks(0, false, false, false, false, false);

    Quirks and(Quirks more) {
        return new Quirks(
                Math.max(fewerRows, more.fewerRows),
                extraEmptyPage || more.extraEmptyPage,
                ignoreSince || more.ignoreSince,
                noPageContext || more.noPageContext,
                noRoot || more.noRoot,
                noConsent || more.noConsent);
    }
}
