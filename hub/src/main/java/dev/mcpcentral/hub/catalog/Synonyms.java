package dev.mcpcentral.hub.catalog;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Words that people and tool authors use for the same thing. Each line is a group; a word may be in
 * several. The groups are general: verbs of tools, abbreviations, everyday words for technical
 * ones.
 */
final class Synonyms {
  private static final String GROUPS =
      """
      create add new make insert generate build compose open
      append add insert push attach
      start begin open launch initialize
      write save store put record persist
      delete remove erase drop discard forget destroy clear purge trash throw wipe
      uninstall remove delete
      disable deactivate off
      enable activate on
      list show get display view enumerate overview
      get read retrieve fetch load obtain show open view receive
      fetch download retrieve pull
      update edit change modify patch set alter adjust rewrite
      replace substitute swap exchange
      search find lookup query look locate discover seek
      grep search pattern
      find match filter
      send post publish message deliver notify tell
      reply answer respond thread
      react reaction emoji
      run execute trigger launch start invoke perform
      rerun retry again repeat
      stop end terminate kill cancel abort quit halt shutdown
      close complete finish done resolve
      reopen unresolve restore
      move rename transfer relocate
      copy duplicate clone fork
      merge join combine unite concatenate
      split divide separate
      link connect relate relation associate reference
      convert turn transform translate export
      decode parse decrypt
      encode serialize
      check verify validate test correct valid lint status
      approve accept confirm review
      reject decline refuse dismiss
      compare diff difference distinguish versus
      count number many length size total
      measure size dimension
      large big size huge
      small little tiny
      wait until appear
      press click tap push hit button
      type enter input fill keyboard write
      choose select pick option
      drag drop
      scroll swipe
      hover mouse
      go navigate visit open
      back previous return history
      upload attach attachment send
      allow permit grant access permission
      protect lock encrypt secure password
      login auth authenticate authorization credential sign session
      undo rollback revert roll restore reset
      draw plot visualize visualise render generate chart diagram graph
      chart diagram graph plot map
      summarize summary overview brief
      explain describe documentation detail
      detail info information metadata property attribute
      remember memory observation knowledge save
      knowledge memory
      think reason reflect thought
      repository repo project codebase
      source code
      directory folder dir
      file document
      document docx doc word
      path location
      hierarchy tree structure organization nested recursive
      outline structure heading content
      heading header title chapter
      paragraph text section
      text string content sentence phrase
      word term
      format style bold italic font
      list bullet numbered
      picture image photo img figure
      capture screenshot snapshot image
      screenshot picture
      video recording screencast
      record capture
      database db
      table database dataset relation
      schema column structure field
      row record entry item
      column field property
      sql query select statement
      key name id
      value data
      cache key
      list queue array
      hash map dictionary
      set collection
      score rank sorted leaderboard
      expire ttl expiration timeout
      subscriber channel subscribe publish
      event entry message notification
      vector embedding similarity neighbour neighbor nearest
      configuration config settings preference option
      message msg chat
      pull pr
      mr merge
      commit change revision
      diff change
      history log recent past
      branch fork
      stage index
      modify uncommitted working
      issue ticket bug story task
      task todo reminder chore
      deadline due date schedule
      postpone reschedule delay due
      priority urgent
      status state progress condition
      assign assignee owner responsible
      comment remark note annotation feedback
      label tag category
      project board workspace
      milestone goal
      user people person member profile account developer
      author owner creator
      team group organization company
      share collaborator member
      channel room
      email mail inbox
      calendar event appointment meeting
      contact customer client
      payment invoice charge billing
      order purchase sale
      price cost money currency
      stock share market
      url link address uri
      website site web page
      web internet online
      browser page window
      dialog popup alert prompt modal
      tab page window
      form field input
      javascript js script
      console log error
      error failure crash exception bug
      fail failure error broken
      debug diagnose troubleshoot inspect
      network http request traffic
      offline network
      slow performance speed latency fast
      heap memory leak
      accessibility a11y
      emulate simulate mimic
      phone mobile device
      dark color scheme theme
      container pod docker
      kubernetes k8s kubectl cluster
      cluster context
      replica scale deployment
      node machine host
      machine resource computer system
      manifest yaml
      helm chart release
      shell terminal command bash
      process pid program
      ci pipeline build workflow job circleci
      flaky unstable intermittent
      artifact output produce
      deploy deployment release rollout
      library package framework dependency module
      documentation docs manual reference guide
      weather forecast
      rain precipitation radar
      warm temperature hot cold
      storm alert warning hurricane
      wave marine sea ocean surf
      fire wildfire
      flood river
      thunder lightning
      pollute polluted pollution quality smog
      past historical history
      coordinate latitude longitude geocode location gps
      place restaurant business shop hotel venue
      near nearby local nearest around
      drive route directions travel trip
      distance far long
      elevation altitude height high
      color colour hex rgb
      math calculate compute arithmetic expression sum
      unit mile kilometer kilometre kilogram
      random uuid password guid
      checksum hash digest fingerprint
      time clock hour timezone
      date day calendar
      range interval period last between
      cron schedule
      subnet cidr ip
      regex pattern expression
      version release
      card luhn
      radar spider
      distribution histogram frequency
      correlation scatter relationship
      percentage ratio share proportion
      stage step process
      flow process flowchart
      cause reason
      overlap intersection
      trend growth time
      metric usage monitoring measurement
      target endpoint
      cpu processor usage
      backup dump export
      everything all entire whole
      news article latest
      research investigate study
      crawl scrape spider extract
      parameter argument option
      multiple several many batch bulk
      today current now live
      recent latest lately newest last history
      say talk speak chat message conversation discussion
      conversation discussion thread comment
      outside outdoor weather
      neighbourhood neighborhood local near area
      mark pin marker point
      frequent frequency common count
      docx word
      letter document report
      binary hexadecimal octal decimal base radix
      reach connect tunnel forward
      leak memory heap
      mode scheme theme
      employee staff people organization
      boss manager hierarchy
      reserve allocate book
      paste clipboard copy
      portrait landscape orientation rotate
      film record video
      archive hide
      """;
  private static final Map<String, Set<String>> TABLE = table();

  private Synonyms() {}

  /** The stems that mean nearly the same as {@code stem}, without itself. */
  static Set<String> of(String stem) {
    return TABLE.getOrDefault(stem, Set.of());
  }

  private static Map<String, Set<String>> table() {
    Map<String, Set<String>> table = new HashMap<>();
    for (String line : GROUPS.lines().toList()) {
      List<String> group = Words.of(line, Integer.MAX_VALUE);
      for (String word : group) {
        Set<String> others = table.computeIfAbsent(word, none -> new LinkedHashSet<>());
        others.addAll(group);
        others.remove(word);
      }
    }
    return table;
  }
}
