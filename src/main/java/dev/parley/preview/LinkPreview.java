package dev.parley.preview;

import dev.parley.lobby.Previews.Preview;
import dev.parley.picture.Shape;
import dev.parley.protocol.Person;
import dev.parley.protocol.PlainText;
import dev.parley.protocol.ScheduleView;
import dev.parley.protocol.ThemeView;
import java.net.URI;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an invitation says of its room where its link is posted, in the words of Open Graph.
 *
 * @param address where the link leads
 * @param theme how the room looks, unless it looks like every other one
 */
record LinkPreview(String title, String description, URI address, @Nullable ThemeView theme) {
    private static final int NAMED = 3;
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu, HH:mm", Locale.ENGLISH);
    private static final Pattern COLOURS = Pattern.compile("\\s*<meta\\s+name=\"theme-color\".*?/>", Pattern.DOTALL);
    private static final Pattern GENERAL = Pattern.compile("\\s*<title>.*?</title>|\\s*<meta\\s+name=\"description\".*?/>", Pattern.DOTALL);

    static LinkPreview of(Preview invite, URI address) {
        Person by = invite.invitedBy() == null ? invite.creator() : invite.invitedBy();
        String host = by.id().equals(invite.creator().id()) ? "" : " The host is " + invite.creator().name() + ".";
        return new LinkPreview(invite.roomName(), by.name() + " invites you to talk" + when(invite.schedule()) + "." + host + " " + there(invite) + (invite.guests() ? " You need no account." : ""), address, invite.theme());
    }

    private static String when(@Nullable ScheduleView schedule) {
        return schedule == null || schedule.next() == null ? "" : " on " + WHEN.format(schedule.next()) + " (" + schedule.timeZone() + ")";
    }

    private static String there(Preview invite) {
        List<String> names = invite.people().stream().limit(NAMED).map(Person::name).toList();
        int others = invite.currentParticipants() - names.size();
        if (names.isEmpty()) {
            return others > 0 ? "People are there now." : "Nobody is there yet.";
        }
        if (others > 0) {
            return String.join(", ", names) + " and " + (others == 1 ? "one other are" : others + " others are") + " there now.";
        }
        return names.size() == 1 ? names.getFirst() + " is there now."
                : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast() + " are there now.";
    }

    /** The page of the web client, which says this instead of what it says in general. */
    String in(String page) {
        String general = GENERAL.matcher(page).replaceAll("");
        if (colour() != null) {
            general = COLOURS.matcher(general).replaceAll("");
        }
        int end = general.indexOf("</head>");
        return general.substring(0, end) + head() + general.substring(end);
    }

    private String head() {
        return "<title>" + PlainText.inHtml(title) + " · Parley</title>"
                + meta("name", "description", description)
                + meta("name", "robots", "noindex")
                + meta("property", "og:type", "website")
                + meta("property", "og:site_name", "Parley")
                + meta("property", "og:title", title)
                + meta("property", "og:description", description)
                + meta("property", "og:url", address.toString())
                + (colour() == null ? "" : meta("name", "theme-color", colour()))
                + image()
                + meta("name", "twitter:card", "summary_large_image") + "\n  ";
    }

    /** A cover has the same size as the picture of all others. */
    private String image() {
        String cover = theme == null ? null : theme.cover();
        return meta("property", "og:image", cover == null ? address.resolve("/app/preview.png").toString() : cover)
                + meta("property", "og:image:width", String.valueOf(Shape.WIDE.width()))
                + meta("property", "og:image:height", String.valueOf(Shape.WIDE.height()))
                + meta("property", "og:image:alt", cover == null ? "Seats round a table" : "The picture of the room " + title);
    }

    private @Nullable String colour() {
        return theme == null ? null : theme.colour();
    }

    private static String meta(String kind, String name, String content) {
        return "\n    <meta " + kind + "=\"" + name + "\" content=\"" + PlainText.inHtml(content) + "\" />";
    }
}
