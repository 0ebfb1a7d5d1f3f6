package campaignflows.gateway.user;

import campaignflows.gateway.session.DerivedPassword;
import campaignflows.gateway.session.PasswordHash;
import campaignflows.gateway.session.SignInCheck;

/** A password that somebody who has signed in gives once more, for what a session alone must not do. */
record PasswordProof(PasswordHash hash, DerivedPassword derived) implements SignInCheck {

    @Override
    public Verdict verdict() {
        return hash.isOf(derived) ? Verdict.RIGHT : Verdict.WRONG;
    }

    @Override
    public String whatIsWrong() {
        return "The password is wrong";
    }
}
