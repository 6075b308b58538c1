package app.tds.shopfront;

import app.tds.Secret;
import app.tds.source.SourceAccess;
import java.util.List;

/** The shop's only account, which is always open. */
final class ShopfrontAccess implements SourceAccess {

    @Override
    public String name() {
        return "shopfront";
    }

    @Override
    public List<String> connections() {
        return List.of("till");
    }

    @Override
    public List<String> scopes() {
        return List.of("shelves");
    }

    @Override
    public List<Finding> connect(String connection, Secret code) {
        return List.of();
    }

    @Override
    public void disconnect(String connection) {
        throw new UnsupportedOperationException("the shop stays open");
    }

    @Override
    public List<Finding> check() {
        return List.of(new Finding("till", "drawer", true, "is open"));
    }
}
