package campaignflows.gateway.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.platform.web.problem.ErrorCode;
import campaignflows.platform.web.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {
    private static final String EMAIL = "mara.klein@example.com";

    private final PasswordRules rules = new PasswordRules();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "short",
                "elevenchars",
                "password1234",
                "PassWord2026",
                "sunshine2026",
                "passwordpassword",
                "123456123456",
                "123456789012",
                "qwertyuiop12",
                "aaaaaaaaaaaaaaaa",
                "abababababab",
                "my mara.klein@example.com",
                "MARA.KLEIN@EXAMPLE.COM"
            })
    void shouldRefuseWhatIsGuessedFirst(String password) {
        assertThatThrownBy(() -> rules.require("password", password, EMAIL))
                .isInstanceOfSatisfying(ProblemException.class, problem -> {
                    assertThat(problem.code()).isEqualTo(ErrorCode.INVALID);
                    assertThat(problem.errors().getFirst().field()).isEqualTo("password");
                    assertThat(problem.detail()).doesNotContain(password);
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "four words that rhyme",
                "correct horse battery staple",
                "tulpe-kaffee-07-wolke",
                "пароль из слов",
                "kX9#mQ2!vL7p"
            })
    void shouldAcceptWhateverElseIsLongEnough(String password) {
        assertThatCode(() -> rules.require("password", password, EMAIL)).doesNotThrowAnyException();
    }

    @Test
    void shouldAcceptUpToItsLongest() {
        String longest = "abcde fghij klmno ".repeat(20).substring(0, 200);
        assertThatCode(() -> rules.require("password", longest, EMAIL)).doesNotThrowAnyException();
        assertThatThrownBy(() -> rules.require("password", longest + "x", EMAIL))
                .isInstanceOf(ProblemException.class);
    }
}
