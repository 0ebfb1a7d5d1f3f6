package campaignflows.gateway.user;

import campaignflows.gateway.session.DerivedPassword;
import campaignflows.gateway.session.PasswordHash;
import campaignflows.gateway.session.SignInCheck;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whom of those with an address a password is the right one of. Those of one address share a salt, so that it is derived once
 * however many there are, and once as well if there is nobody: how long it takes tells nothing.
 */
record ProvenUsers(List<Proof> proofs) implements SignInCheck {
    private static final byte[] SALT_OF_NOBODY = DerivedPassword.newSalt();

    /** Somebody, and what the password gives. */
    record Proof(User user, PasswordHash hash, DerivedPassword derived) {}

    ProvenUsers {
        proofs = List.copyOf(proofs);
    }

    static ProvenUsers of(List<User> users, String password) {
        List<Proof> proofs = new ArrayList<>();
        @Nullable DerivedPassword derived = null;
        for (User user : users) {
            PasswordHash hash = user.password().orElseThrow();
            if (derived == null || !hash.hasSaltOf(derived.hash())) {
                derived = hash.derive(password);
            }
            if (hash.isOf(derived)) {
                proofs.add(new Proof(user, hash, derived));
            }
        }
        if (derived == null) {
            DerivedPassword.withSalt(password, SALT_OF_NOBODY);
        }
        return new ProvenUsers(proofs);
    }

    /** A second factor, or the choice of the tenant, is still to come. */
    @Override
    public Verdict verdict() {
        if (proofs.isEmpty()) {
            return Verdict.WRONG;
        }
        boolean complete =
                proofs.size() == 1 && !proofs.getFirst().user().secondFactor().isOn();
        return complete ? Verdict.RIGHT : Verdict.INCOMPLETE;
    }

    @Override
    public String whatIsWrong() {
        return "The address or the password is wrong";
    }
}
