package dev.parley.code;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import dev.parley.problem.Problem;
import dev.parley.protocol.UserId;
import java.net.IDN;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where somebody can be reached, written in the one way that it is stored and compared in: an e-mail address or a phone number. */
public record Address(String value, boolean isMail) {
    private static final Pattern LOCAL = Pattern.compile("[^\\s@\"(),:;<>\\[\\]\\\\\\p{Cntrl}]{1,64}");
    private static final Pattern DOMAIN = Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    /** With the signs that people put between digits. */
    private static final Pattern WRITTEN = Pattern.compile("[\\s().\\-/]*\\+[0-9\\s().\\-/]{7,100}");
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");
    private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();
    /** Of no country: the number has to say it. */
    private static final String NOWHERE = "ZZ";

    /** The one of two that was given. */
    public static Address of(@Nullable String phone, @Nullable String email) {
        if (phone != null && !phone.isBlank()) {
            return phone(phone);
        }
        if (email != null && !email.isBlank()) {
            return mail(email);
        }
        throw Problem.invalid(List.of(new Problem.FieldError("email", "Please give an e-mail address or a phone number.")));
    }

    /** Case and Unicode form make no difference; domains are written in their ASCII form. */
    public static Address mail(String text) {
        String normal = Normalizer.normalize(text.strip(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        int at = normal.lastIndexOf('@');
        if (at > 0 && normal.length() <= 254) {
            String local = normal.substring(0, at);
            String domain = ascii(normal.substring(at + 1));
            boolean dots = local.startsWith(".") || local.endsWith(".") || local.contains("..");
            if (LOCAL.matcher(local).matches() && !dots && DOMAIN.matcher(domain).matches()) {
                return new Address(local + "@" + domain, true);
            }
        }
        throw Problem.invalid(List.of(new Problem.FieldError("email", "This is not an e-mail address.")));
    }

    /** E.164, of a length that there is in its country; a zero in brackets, which is for calls within the country, does not count. */
    public static Address phone(String text) {
        if (WRITTEN.matcher(text).matches()) {
            try {
                PhoneNumber number = PHONES.parse(text, NOWHERE);
                String value = PHONES.format(number, PhoneNumberFormat.E164);
                if (PHONES.isPossibleNumberWithReason(number) == ValidationResult.IS_POSSIBLE && E164.matcher(value).matches()) {
                    return new Address(value, false);
                }
            } catch (NumberParseException none) {
                // Refused below, like any other text that is no number.
            }
        }
        throw Problem.invalid(List.of(new Problem.FieldError("phone", "Please write the number with its country, such as +49 151 12345678.")));
    }

    /** What a code is bound to that proves this address for one account and for no other. */
    public String claimedBy(UserId account) {
        return value + " " + account;
    }

    /** For answers that name either the one or the other. */
    public @Nullable String mailOrNull() {
        return isMail ? value : null;
    }

    public @Nullable String phoneOrNull() {
        return isMail ? null : value;
    }

    private static String ascii(String domain) {
        try {
            return IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES);
        } catch (IllegalArgumentException none) {
            return "";
        }
    }

    /** Neither address nor number may get into a log. */
    @Override
    public String toString() {
        return isMail ? "an e-mail address" : "a phone number";
    }
}
