package app.tds.notification;

import java.net.URI;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** An Alertmanager, for those who keep groups, silences and receivers there. It has quiet hours of its own. */
@Component
class AlertmanagerChannel implements Channel {

    private static final String PATH = "/api/v2/alerts";

    private final Post post;

    AlertmanagerChannel(Post post) {
        this.post = post;
    }

    @Override
    public String name() {
        return "alertmanager";
    }

    @Override
    public boolean reaches(Receiver receiver) {
        return receiver.alertmanager() != null;
    }

    @Override
    public boolean waitsForTheMorning() {
        return false;
    }

    @Override
    public void deliver(Message message, Receiver receiver) throws Undelivered {
        Map<Long, Told> last = new LinkedHashMap<>();
        message.notifications().forEach(it -> last.put(it.told().alarm(), it.told()));
        send(last.values(), receiver);
    }

    /** Tells it of these alarms; one that goes on has to be told again within some minutes. */
    void send(Collection<Told> alarms, Receiver receiver) throws Undelivered {
        List<Map<String, Object>> alerts = new ArrayList<>();
        alarms.forEach(told -> alerts.add(alert(told, receiver)));
        URI address = Objects.requireNonNull(receiver.alertmanager());
        post.json(URI.create(address.toString().replaceFirst("/$", "") + PATH), alerts);
    }

    private static Map<String, Object> alert(Told told, Receiver receiver) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("alertname", "Tds" + camelCase(told.kind()));
        labels.put("severity", told.severity().name().toLowerCase(Locale.ROOT));
        labels.put("organization", told.organization());
        labels.put("entity", told.job());
        labels.put("subject", told.subject());
        labels.values().removeIf(String::isEmpty);
        Map<String, Object> alert = new LinkedHashMap<>();
        alert.put("labels", labels);
        alert.put("annotations", annotations(told, receiver));
        alert.put("startsAt", DateTimeFormatter.ISO_INSTANT.format(told.began()));
        if (told.ended() != null) {
            alert.put("endsAt", DateTimeFormatter.ISO_INSTANT.format(told.ended()));
        }
        return alert;
    }

    private static Map<String, String> annotations(Told told, Receiver receiver) {
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put("summary", told.kind() + (told.job().isEmpty() ? "" : " " + told.job()));
        if (receiver.full()) {
            annotations.put("description", told.sentence() + " " + told.cure());
        }
        return annotations;
    }

    private static String camelCase(String kind) {
        return Arrays.stream(kind.split("-"))
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
    }
}
