package app.tds.notification;

import app.tds.alarm.Alarms;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes what a receiver is told, in his language and the time of his company. */
@Component
class Writing {

    /** Further alarms are counted. */
    private static final int LINES = 10;

    private static final int LINES_OF_A_DIGEST = 20;

    /** In the address of the page that is configured. */
    static final String TOKEN = "{token}";

    private final Receivers receivers;
    private final AlarmedOrganizations organizations;
    private final AcknowledgeLinks links;
    private final Alarms alarms;
    private final Clock clock;

    Writing(
            Receivers receivers,
            AlarmedOrganizations organizations,
            AcknowledgeLinks links,
            Alarms alarms,
            Clock clock) {
        this.receivers = receivers;
        this.organizations = organizations;
        this.links = links;
        this.alarms = alarms;
        this.clock = clock;
    }

    Message message(Parcel parcel, Receiver receiver) {
        Letter letter = new Letter(parcel, receiver);
        List<Notification> last = lastOfEach(parcel.notifications());
        Notification worst = last.get(0);
        String title = parcel.digest() ? letter.digestTitle(last) : letter.title(worst, last.size() - 1);
        List<List<String>> paragraphs = new ArrayList<>();
        if (parcel.digest()) {
            paragraphs.add(List.of(title));
            paragraphs.add(letter.listed(last, LINES_OF_A_DIGEST));
        } else {
            paragraphs.add(letter.lines(worst));
            List<Notification> explained = explained(worst);
            if (!explained.isEmpty()) {
                paragraphs.add(letter.explained(explained));
            }
            if (last.size() > 1) {
                paragraphs.add(letter.listed(last.subList(1, last.size()), LINES - 1));
            }
        }
        return new Message(
                parcel.id(),
                parcel.thread(),
                worst.news(),
                worst.told().severity(),
                receiver.language(),
                title,
                paragraphs,
                worst.told().isSelfTest() ? null : letter.link(worst),
                parcel.notifications(),
                clock.instant());
    }

    /** What is not told, since this explains it. */
    private List<Notification> explained(Notification it) {
        if (it.told().isSelfTest() || it.told().ended() != null) {
            return List.of();
        }
        return alarms.explainedBy(it.told().alarm()).stream()
                .map(alarm -> new Notification(0, News.FIRING, 0, AlarmNews.told(alarm, ""), clock.instant()))
                .toList();
    }

    /** What is known last of each alarm: what goes on before what is over, the worst first. */
    private static List<Notification> lastOfEach(List<Notification> all) {
        Map<Long, Notification> last = new LinkedHashMap<>();
        all.forEach(it -> last.put(it.told().alarm(), it));
        return last.values().stream()
                .sorted(Comparator.comparing((Notification it) -> it.told().ended() != null)
                        .thenComparing(it -> it.told().severity())
                        .thenComparing(it -> it.told().began()))
                .toList();
    }

    /** One message to one receiver. */
    private final class Letter {

        private final Receiver receiver;
        private final Texts texts;
        private final Instant now = clock.instant();

        Letter(Parcel parcel, Receiver receiver) {
            this.receiver = receiver;
            this.texts = new Texts(receiver.language());
        }

        private String title(Notification it, int further) {
            String title = title(it);
            return further == 0 ? title : texts.text("title.more", Map.of("title", title, "count", "" + further));
        }

        private String title(Notification it) {
            return title(it, it.news());
        }

        private String title(Notification it, News whileOpen) {
            Told told = it.told();
            News news = told.ended() == null ? whileOpen : News.RESOLVED;
            String title = texts.text(
                    "title." + news,
                    Map.of(
                            "severity", texts.text("severity." + told.severity()),
                            "what", what(told),
                            "by", texts.name(told.by()),
                            "receiver", texts.name(receiver.name())));
            return told.organization().isEmpty()
                    ? title
                    : texts.text(
                            "title.company",
                            Map.of("title", title, "company", texts.name(organizations.name(told.organization()))));
        }

        private String what(Told told) {
            return told.isSelfTest() ? "" : words(told).what();
        }

        private AlarmWords words(Told told) {
            return AlarmWords.of(texts, told.kind(), told.job(), told.subject());
        }

        /** What, since when and how sure, what it means, what happens by itself, what to do. */
        List<String> lines(Notification it) {
            Told told = it.told();
            List<String> lines = new ArrayList<>();
            lines.add(title(it));
            if (told.isSelfTest()) {
                lines.add(texts.text("line.test", Map.of("seen", times(told).at(it.at()))));
                lines.add(texts.text("line.test.do"));
                return lines;
            }
            lines.add(texts.text(told.ended() == null ? "line.since" : "line.over", moments(told, it.at())));
            if (told.ended() == null) {
                goingOn(it, lines);
            }
            if (receiver.full()) {
                lines.add(texts.text(
                        "line.detail",
                        Map.of("sentence", texts.name(told.sentence()), "cure", texts.name(told.cure()))));
            }
            return lines;
        }

        private void goingOn(Notification it, List<String> lines) {
            Told told = it.told();
            if (it.news() == News.ACKNOWLEDGED) {
                lines.add(texts.text("line.acknowledged", Map.of("by", texts.name(told.by()))));
                return;
            }
            AlarmWords words = words(told);
            lines.add(words.means());
            lines.add(it.news() == News.FLAPPING ? texts.text("line.flapping") : words.itself());
            String cure = texts.text("line.do", Map.of("cure", words.cure()));
            String link = link(it);
            lines.add(link == null ? cure : cure + " " + texts.text("line.link", Map.of("link", texts.name(link))));
        }

        private Map<String, String> moments(Told told, Instant seen) {
            Times times = times(told);
            return Map.of(
                    "since", times.at(told.began()),
                    "duration", times.lasting(told.lasted(seen)),
                    "ended", told.ended() == null ? "" : times.at(told.ended()),
                    "seen", times.at(seen));
        }

        private Times times(Told told) {
            ZoneId zone = receiver.zone() == null ? organizations.zone(told.organization()) : receiver.zone();
            return new Times(texts, zone, now);
        }

        String digestTitle(List<Notification> all) {
            long over = all.stream().filter(it -> it.told().ended() != null).count();
            return texts.text(
                    "title.digest",
                    Map.of("began", "" + all.size(), "over", "" + over, "open", "" + (all.size() - over)));
        }

        List<String> explained(List<Notification> all) {
            List<String> lines = new ArrayList<>(List.of(texts.text("line.explains")));
            lines.addAll(listed(all, LINES - 1));
            return lines;
        }

        List<String> listed(List<Notification> all, int most) {
            List<String> lines = new ArrayList<>();
            all.stream().limit(most).forEach(it -> lines.add("• " + one(it)));
            if (all.size() > most) {
                lines.add(texts.text("line.more", Map.of("count", "" + (all.size() - most))));
            }
            return lines;
        }

        private String one(Notification it) {
            String lasted = times(it.told()).lasting(it.told().lasted(now));
            News news = it.news() == News.ACKNOWLEDGED ? it.news() : News.FIRING;
            return texts.text("line.one", Map.of("title", title(it, news), "duration", lasted));
        }

        private @Nullable String link(Notification it) {
            String page = receivers.link();
            if (page == null) {
                return null;
            }
            String link = page.replace("{id}", "" + it.told().alarm());
            return link.contains(TOKEN)
                    ? link.replace(TOKEN, links.token(it.told().alarm(), receiver.name(), it.at()))
                    : link;
        }
    }
}
