@org.jspecify.annotations.NullMarked
package campaignflows.platform.web.address;
