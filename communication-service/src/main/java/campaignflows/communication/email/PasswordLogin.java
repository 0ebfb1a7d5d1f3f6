package campaignflows.communication.email;

/** A sign-in by user name and password. */
record PasswordLogin(String username, String password) implements MailLogin {
    @Override
    public String mechanisms() {
        return "PLAIN LOGIN";
    }

    @Override
    public Secret secret() {
        return new Secret(username, password);
    }

    @Override
    public boolean isRenewedAfterRefusal() {
        return false;
    }

    @Override
    public String toString() {
        return "PasswordLogin[…]";
    }
}
