package app.tds.sandbox;

import java.util.Collection;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;

/** Every {@link ListKind} of this package, by name. */
final class Lists {

    private static final Map<String, ListKind> ALL = scan();

    private Lists() {}

    static Collection<ListKind> all() {
        return ALL.values();
    }

    static Optional<ListKind> find(String name) {
        return Optional.ofNullable(ALL.get(name.toLowerCase(Locale.ROOT)));
    }

    static ListKind named(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException("The sandbox has no list " + name));
    }

    static DocumentList documents(String name) {
        return (DocumentList) named(name);
    }

    /** The list that this resource of the product shows, page by page or several documents at once. */
    static Optional<ListKind> served(Product product, String resource) {
        return find(resource).filter(it -> it.listing(product).isPresent()).or(() -> bulk(product, resource));
    }

    /** The list whose documents this resource of the product answers several at once. */
    static Optional<ListKind> bulk(Product product, String resource) {
        return ALL.values().stream()
                .filter(it -> it.bulk()
                        .filter(call ->
                                call.product() == product && call.resource().equals(resource))
                        .isPresent())
                .findFirst();
    }

    private static Map<String, ListKind> scan() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AssignableTypeFilter(ListKind.class));
        var lists = new TreeMap<String, ListKind>();
        for (var found : scanner.findCandidateComponents(Lists.class.getPackageName())) {
            var list = made(String.valueOf(found.getBeanClassName()));
            lists.put(list.name(), list);
        }
        return Collections.unmodifiableMap(lists);
    }

    private static ListKind made(String type) {
        try {
            return (ListKind) Class.forName(type).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " needs a constructor without parameters", e);
        }
    }
}
