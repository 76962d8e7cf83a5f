package dev.mcpcentral.hub.scan;

import static dev.mcpcentral.hub.scan.SecretKind.Alphabet.DOTTED;
import static dev.mcpcentral.hub.scan.SecretKind.Alphabet.HEX;
import static dev.mcpcentral.hub.scan.SecretKind.Alphabet.LETTERS_AND_DIGITS;
import static dev.mcpcentral.hub.scan.SecretKind.Alphabet.PATH;
import static dev.mcpcentral.hub.scan.SecretKind.Alphabet.UPPER_AND_DIGITS;
import static dev.mcpcentral.hub.scan.SecretKind.Alphabet.WORD;

import java.util.List;

/** The credentials that are looked for, by the forms their issuers document. */
final class SecretKinds {
  static final List<SecretKind> ALL =
      List.of(
          SecretKind.of("an AWS access key", "AKIA", UPPER_AND_DIGITS, 16),
          SecretKind.of("an AWS session key", "ASIA", UPPER_AND_DIGITS, 16),
          SecretKind.of("a GitHub token", "ghp_", LETTERS_AND_DIGITS, 36),
          SecretKind.of("a GitHub token", "gho_", LETTERS_AND_DIGITS, 36),
          SecretKind.of("a GitHub token", "ghu_", LETTERS_AND_DIGITS, 36),
          SecretKind.of("a GitHub token", "ghs_", LETTERS_AND_DIGITS, 36),
          SecretKind.of("a GitHub token", "ghr_", LETTERS_AND_DIGITS, 36, 76),
          SecretKind.of("a GitHub token", "github_pat_", WORD, 82),
          SecretKind.of("a GitLab token", "glpat-", DOTTED, 20, 64),
          SecretKind.of("a Slack token", "xoxb-", WORD, 40, 100),
          SecretKind.of("a Slack token", "xoxp-", WORD, 40, 100),
          SecretKind.of("a Slack token", "xoxa-", WORD, 40, 100),
          SecretKind.of("a Slack token", "xapp-1-", WORD, 40, 140),
          SecretKind.of("a Slack webhook", "https://hooks.slack.com/services/", PATH, 40, 60),
          SecretKind.of("an npm token", "npm_", LETTERS_AND_DIGITS, 36),
          SecretKind.of("a PyPI token", "pypi-AgEIcHlwaS5vcmc", WORD, 50, 400),
          SecretKind.of("a Google API key", "AIza", WORD, 35),
          SecretKind.of("a Google OAuth secret", "GOCSPX-", WORD, 28),
          SecretKind.of("an Anthropic key", "sk-ant-", WORD, 80, 140),
          SecretKind.of("an OpenAI key", "sk-proj-", WORD, 40, 200),
          SecretKind.of("an OpenAI key", "sk-svcacct-", WORD, 40, 200),
          new SecretKind("an OpenAI key", "sk-", LETTERS_AND_DIGITS, 48, 48, "T3BlbkFJ"),
          SecretKind.of("a Stripe key", "sk_live_", LETTERS_AND_DIGITS, 24, 120),
          SecretKind.of("a Stripe key", "rk_live_", LETTERS_AND_DIGITS, 24, 120),
          SecretKind.of("a Hugging Face token", "hf_", LETTERS_AND_DIGITS, 34),
          SecretKind.of("a DigitalOcean token", "dop_v1_", HEX, 64),
          SecretKind.of("a SendGrid key", "SG.", DOTTED, 66));

  private SecretKinds() {}
}
