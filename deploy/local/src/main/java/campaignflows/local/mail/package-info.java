/** The mail catcher: a real SMTP server that keeps what it gets and shows it over HTTP. */
@NullMarked
package campaignflows.local.mail;

import org.jspecify.annotations.NullMarked;
