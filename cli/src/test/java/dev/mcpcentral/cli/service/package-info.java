/** Tests of services. */
@NullMarked
package dev.mcpcentral.cli.service;

import org.jspecify.annotations.NullMarked;
