package campaignflows.gateway.user;

import campaignflows.gateway.session.SessionService;
import campaignflows.gateway.session.SignInCheck;
import java.time.Duration;

/** What became of a sign-in whose password was right. */
sealed interface SignInOutcome extends SignInCheck {
    record SignedIn(SessionService.IssuedSession session) implements SignInOutcome {
        @Override
        public Verdict verdict() {
            return Verdict.RIGHT;
        }
    }

    /** The code is still to be given. */
    record NeedsCode() implements SignInOutcome {
        @Override
        public Verdict verdict() {
            return Verdict.INCOMPLETE;
        }
    }

    /** Too many codes were wrong: this one was not even looked at. */
    record TooManyCodes(Duration pause) implements SignInOutcome {
        @Override
        public Verdict verdict() {
            return Verdict.INCOMPLETE;
        }
    }

    record WrongCode() implements SignInOutcome {
        @Override
        public Verdict verdict() {
            return Verdict.WRONG;
        }
    }

    /** The user was deactivated, or has another password by now. */
    record Changed() implements SignInOutcome {
        @Override
        public Verdict verdict() {
            return Verdict.WRONG;
        }
    }

    @Override
    default String whatIsWrong() {
        return this instanceof WrongCode ? "The code is wrong" : "The address or the password is wrong";
    }
}
