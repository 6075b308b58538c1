package app.tds.sandbox;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Books, Inventory and CRM. */
final class Api {

    private static final Map<String, String> OPERATIONS = Map.of("POST", "CREATE", "PUT", "UPDATE", "DELETE", "DELETE");

    private static final String BULK = "/crm/bulk/v8/";

    private final Tokens tokens;
    private final Map<String, Company> companies = new LinkedHashMap<>();
    private final Map<String, Gate> gates = new LinkedHashMap<>();
    private final Gate first;
    private final Gate crm;

    Api(Tokens tokens, List<Company> companies, Limits limits) {
        this.tokens = tokens;
        for (var company : companies) {
            this.companies.put(company.organizationId(), company);
            gates.put(company.organizationId(), new Gate(limits, company.world()));
        }
        this.crm = new Gate(limits, companies.get(0).world());
        this.first = gate(companies.get(0).organizationId());
    }

    private Gate gate(String organizationId) {
        return Optional.ofNullable(gates.get(organizationId)).orElse(first);
    }

    Answer answer(Request request, Quirks quirks, Visit visit) {
        return isCrm(request)
                ? crm(request, quirks, visit).with(crm.credits())
                : booksOrInventory(request, quirks, visit);
    }

    private static boolean isCrm(Request request) {
        return request.path().startsWith(Product.CRM.root()) || request.path().startsWith(BULK);
    }

    private static List<String> crmPath(Request request) {
        return request.path().startsWith(BULK)
                ? List.of(("bulk/" + request.path().substring(BULK.length())).split("/"))
                : List.of(request.path().substring(Product.CRM.root().length()).split("/"));
    }

    /** A request that is part of another costs nothing of its own. */
    private Answer part(Request request, Quirks quirks) {
        try {
            if (!isCrm(request) || crmPath(request).get(0).equals(CrmComposite.PATH)) {
                throw unknownPath();
            }
            return crm(request, quirks, price -> {});
        } catch (Refusal refusal) {
            return Crm.error(refusal);
        }
    }

    /** CRM is the first company's: its calls name none. */
    private Answer crm(Request request, Quirks quirks, Visit visit) {
        try {
            var path = crmPath(request);
            if (path.equals(List.of(CrmComposite.PATH))) {
                requireComposite(request);
                visit.enter(crm);
                return CrmComposite.answer(request, part -> part(part, quirks));
            }
            return crm(request, quirks, price -> visit.enter(crm, price));
        } catch (Refusal refusal) {
            return Crm.error(refusal);
        }
    }

    private void requireComposite(Request request) {
        if (!request.method().equals("POST")) {
            throw unknownPath();
        }
        requireScope(tokens.scopes(request.token()), Product.CRM, CrmComposite.PATH, "CUSTOM");
    }

    /** Pays for a request. */
    private interface Paying {
        void pay(int price);
    }

    private Answer crm(Request request, Quirks quirks, Paying paying) {
        try {
            var scopes = tokens.scopes(request.token());
            var path = crmPath(request);
            requireCrm(path);
            requireMethodOfCrm(request, path);
            requireScope(scopes, Product.CRM, path.get(0), OPERATIONS.getOrDefault(request.method(), "READ"));
            paying.pay(price(request, path));
            return companies.values().iterator().next().crm(request, path, quirks);
        } catch (Refusal refusal) {
            return Crm.error(refusal);
        }
    }

    /** In credits. */
    private static int price(Request request, List<String> path) {
        if (path.get(0).equals("bulk") && request.method().equals("POST")) {
            return 50;
        }
        return path.size() == 2 && path.get(1).equals("deleted") ? 2 : 1;
    }

    private static void requireMethodOfCrm(Request request, List<String> path) {
        if (path.equals(List.of("bulk", "read")) && request.method().equals("POST")) {
            return;
        }
        if (!path.get(0).equals("actions")
                || !List.of("GET", "POST", "PUT", "DELETE").contains(request.method())) {
            requireGet(request);
        }
    }

    private static void requireCrm(List<String> path) {
        String all = String.join("/", path);
        if (all.matches("actions/watch|[A-Za-z_]+/actions/count|bulk/read(/[0-9]+(/result)?)?")) {
            return;
        }
        boolean settings = path.get(0).equals("settings");
        if (path.size() > 2 || settings && path.size() != 2) {
            throw unknownPath();
        }
        if (!settings) {
            Crm.named(path.get(0));
        }
    }

    private Answer booksOrInventory(Request request, Quirks quirks, Visit visit) {
        var gate = gate(request.query().getOrDefault("organization_id", ""));
        try {
            byte[] body = body(request, quirks, visit, gate);
            boolean made = request.method().equals("POST") && request.path().matches(".*/settings/[a-z]+");
            String type = request.path().matches(".*/items/[^/]+/image") ? "image/png" : Answer.JSON;
            return new Answer(made ? 201 : 200, 0, type, body, gate.headers());
        } catch (Refusal refusal) {
            return refusal.answer().with(gate.headers());
        }
    }

    private byte[] body(Request request, Quirks quirks, Visit visit, Gate gate) {
        var scopes = tokens.scopes(request.token());
        var product = Arrays.stream(Product.values())
                .filter(it -> request.path().startsWith(it.root()))
                .findFirst()
                .orElseThrow(Api::unknownPath);
        var path = List.of(request.path().substring(product.root().length()).split("/"));
        requireKnown(product, path);
        requireMethod(request, path);
        boolean organizations = path.get(0).equals("organizations");
        var company = organizations ? Optional.<Company>empty() : Optional.of(company(request));
        requireScope(scopes, product, path.get(0), OPERATIONS.getOrDefault(request.method(), "READ"));
        visit.enter(gate);
        return company.map(it -> of(it, request, product, path, quirks)).orElseGet(() -> organizations(path, quirks));
    }

    private static void requireGet(Request request) {
        if (!request.method().equals("GET")) {
            throw new Refusal(
                    405, 37, "The HTTP method " + request.method() + " is not allowed for the requested resource");
        }
    }

    private static void requireMethod(Request request, List<String> path) {
        String allowed = !automation(path)
                ? "GET"
                : switch (path.size()) {
                    case 2 -> "GET POST";
                    case 3 -> "GET PUT DELETE";
                    default -> "POST";
                };
        if (!List.of(allowed.split(" ")).contains(request.method())) {
            requireGet(request);
            throw unknownPath();
        }
    }

    /** Webhooks and workflow rules, which are changed as well. */
    private static boolean automation(List<String> path) {
        return String.join("/", path).matches("settings/((webhooks|workflows)(/[0-9]+)?|workflows/[0-9]+/(in)?active)");
    }

    private static boolean image(List<String> path) {
        return path.size() == 3 && path.get(0).equals("items") && path.get(2).equals("image");
    }

    private void requireKnown(Product product, List<String> path) {
        String resource = path.get(0);
        boolean known = switch (path.size()) {
            case 1 ->
                resource.equals("organizations")
                        || Lists.served(product, resource)
                                .filter(it -> !it.listing(product)
                                        .filter(Listing::settings)
                                        .isPresent())
                                .isPresent();
            case 2 ->
                resource.equals("organizations")
                        || listing(product, resource).filter(Listing::documents).isPresent()
                        || setting(product, path).isPresent()
                        || warehouses(product, path)
                        || automation(path);
            default ->
                automation(path)
                        || image(path)
                        || settingWithDocuments(product, path).isPresent();
        };
        if (!known) {
            throw unknownPath();
        }
    }

    /** The list below {@code /settings} that is asked for. */
    private static Optional<ListKind> setting(Product product, List<String> path) {
        return path.size() == 2 && path.get(0).equals("settings")
                ? Lists.find(path.get(1))
                        .filter(it ->
                                it.listing(product).filter(Listing::settings).isPresent())
                : Optional.empty();
    }

    /** The list below {@code /settings} of which one record is asked for, or what belongs to it. */
    private static Optional<ListKind> settingWithDocuments(Product product, List<String> path) {
        return setting(product, path.subList(0, Math.min(2, path.size())))
                .filter(it -> it.listing(product).orElseThrow().documents())
                .filter(it -> path.size() == (it.behind().isEmpty() ? 3 : 4)
                        && path.get(path.size() - 1).equals(it.behind().isEmpty() ? path.get(2) : it.behind()));
    }

    private static Optional<Listing> listing(Product product, String resource) {
        return Lists.find(resource).flatMap(it -> it.listing(product));
    }

    private boolean warehouses(Product product, List<String> path) {
        return product == Product.INVENTORY
                && path.equals(List.of("settings", "warehouses"))
                && companies.values().stream().anyMatch(it -> it.world().warehouses());
    }

    private static Refusal unknownPath() {
        return new Refusal(404, 5, "Invalid URL Passed");
    }

    private static void requireScope(Set<String> scopes, Product product, String resource, String operation) {
        String scope = product.scope(resource);
        String wider = product == Product.CRM ? scope.replaceFirst("\\.modules\\..*", ".modules") : scope;
        if (product.everything().stream()
                        .filter(it -> it.endsWith(".fullaccess.all"))
                        .noneMatch(scopes::contains)
                && Stream.of(scope, wider)
                        .flatMap(it -> Stream.of(it + "." + operation, it + ".ALL"))
                        .noneMatch(scopes::contains)) {
            throw new Refusal(401, 57, "You are not authorized to perform this operation");
        }
    }

    private Company company(Request request) {
        String id = request.query().getOrDefault("organization_id", "");
        return Optional.ofNullable(companies.get(id))
                .orElseThrow(() -> new Refusal(
                        400, 6041, "This user is not associated with the CompanyID/CompanyName:" + id + "."));
    }

    private byte[] of(Company company, Request request, Product product, List<String> path, Quirks quirks) {
        String resource = path.get(0);
        if (resource.equals("locations") && company.world().warehouses()) {
            throw unknownPath();
        }
        var setting = setting(product, path);
        if (setting.isPresent()) {
            return list(company, setting.get(), request, product, quirks);
        }
        var document = settingWithDocuments(product, path);
        if (document.isPresent()) {
            return company.document(document.get(), path.get(2), product, quirks);
        }
        if (resource.equals("settings")) {
            return automation(path) ? company.automation().answer(request, path, quirks) : company.warehouses(quirks);
        }
        var several = Lists.bulk(product, resource);
        if (several.isPresent()) {
            String parameter = several.get().bulk().orElseThrow().parameter();
            String ids = request.query().getOrDefault(parameter, "");
            return company.documents(several.get(), List.of(ids.split(",")), product, quirks);
        }
        var list = Lists.named(resource);
        if (image(path)) {
            return Pictures.of(company, path.get(1));
        }
        if (path.size() == 2) {
            return company.document(list, path.get(1), product, quirks);
        }
        return list(company, list, request, product, quirks);
    }

    private static byte[] list(Company company, ListKind list, Request request, Product product, Quirks quirks) {
        var listing = list.listing(product).orElseThrow();
        return listing.paged()
                ? company.page(ListQuery.of(list, listing, request.query()), quirks)
                : company.all(list, product, quirks);
    }

    private byte[] organizations(List<String> path, Quirks quirks) {
        var world = companies.values().iterator().next().world();
        if (path.size() == 1) {
            return Envelope.list(
                    world,
                    "organizations",
                    quirks,
                    companies.values(),
                    (it, out) -> OrganizationShape.row(it.world(), out));
        }
        var company = Optional.ofNullable(companies.get(path.get(1)))
                .orElseThrow(() -> new Refusal(404, 1002, "Organization does not exist."));
        return Envelope.of(world, "organization", quirks, out -> OrganizationShape.detail(company.world(), out));
    }
}
