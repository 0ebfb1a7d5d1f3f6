package campaignflows.platform.testkit.naming;

class RealIT {
    private final ServerFixture fixture = new ServerFixture();

    String name() {
        return fixture.toString();
    }
}
