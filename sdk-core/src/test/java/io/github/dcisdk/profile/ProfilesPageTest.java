package io.github.dcisdk.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/profiles.md} names every habit that a profile can have, and every system that has one. */
class ProfilesPageTest {
    private static final Path PAGE = Path.of("..", "docs", "profiles.md");

    @Test
    void namesEveryHabit() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(Stream.of(PeerProfile.class.getDeclaredMethods())
                        .filter(method -> Modifier.isPublic(method.getModifiers())
                                && method.getReturnType().equals(PeerProfile.class)))
                .isNotEmpty()
                .allSatisfy(method -> assertThat(page)
                        .contains(
                                "| `" + method.getName() + (method.getParameterCount() == 0 ? "()` | " : "(..)` | ")));
    }

    @Test
    void namesEverySystem() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(Stream.of(PeerProfile.class.getFields())
                        .filter(field -> field.getType().equals(PeerProfile.class)))
                .isNotEmpty()
                .allSatisfy(field -> assertThat(page).contains("| `" + field.getName() + "` | "));
    }
}
