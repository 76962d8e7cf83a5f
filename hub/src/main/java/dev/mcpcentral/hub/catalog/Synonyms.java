package dev.mcpcentral.hub.catalog;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Words that people and tool authors use for the same thing. Each line is a group; a word may be in
 * several. The groups are general: verbs of tools, abbreviations, everyday words for technical ones.
 */
final class Synonyms {
  private static final String GROUPS =
      """
      create add new make insert generate
      append add insert push
      delete remove erase drop discard forget destroy clear unset
      list show get display view read enumerate
      get read retrieve fetch load obtain show open
      fetch download retrieve
      update edit change modify patch set alter
      write save store put
      search find lookup query look locate discover
      send post publish message
      reply answer respond
      run execute trigger launch start invoke
      stop end terminate kill cancel abort
      close complete finish done
      move rename transfer relocate
      copy duplicate clone fork
      merge join combine
      convert turn transform translate export
      check verify validate test correct
      compare diff difference
      count number many
      join link connect relate relation
      wait until
      press click tap push
      upload attach
      permit allow grant
      protect lock encrypt secure
      undo rollback revert roll restore
      draw plot visualize visualise render generate chart diagram graph
      repository repo project
      directory folder dir
      file document
      document docx doc word
      database db
      table database
      row record entry item
      column field property
      sql query select
      configuration config settings preference
      image picture photo img screenshot
      screenshot capture
      message msg
      pull pr
      issue ticket bug story
      task todo reminder
      comment remark note annotation
      label tag
      user people person member profile
      author owner
      channel room
      email mail
      calendar event appointment meeting
      url link address uri
      website site web page
      web internet online
      browser page
      dialog popup alert prompt
      tab page
      javascript js script
      console log
      error failure crash exception bug
      fail failure error
      network http request
      slow performance speed latency
      memory heap
      container pod docker
      kubernetes k8s kubectl cluster
      ci pipeline build workflow job
      deploy deployment release rollout
      library package framework dependency
      documentation docs manual reference api
      weather forecast
      rain precipitation
      warm temperature hot cold
      storm alert warning
      wave marine sea ocean
      fire wildfire
      pollution polluted quality smog
      coordinate latitude longitude geocode location gps
      place restaurant business shop hotel
      near nearby local nearest
      drive route directions navigate travel
      elevation altitude height high
      large big size
      emulate simulate mimic
      phone mobile device
      remember memory observation knowledge
      knowledge memory
      grep search
      outline structure heading content
      share collaborator member
      format style bold italic font
      range interval period last
      subnet cidr ip
      radar spider
      machine resource computer system
      color colour
      math calculate compute arithmetic expression sum
      unit mile kilometer kilometre kilogram
      random uuid password
      checksum hash digest
      time clock hour timezone
      date day calendar
      expire ttl expiration
      subscriber channel subscribe
      vector embedding similarity
      metric usage monitoring
      commit change
      history log
      branch fork
      text string content
      paragraph text
      heading header title chapter
      hierarchy tree organization
      percentage ratio share proportion
      parameter argument option
      """;
  private static final Map<String, Set<String>> TABLE = table();

  private Synonyms() {}

  /** The stems that mean nearly the same as {@code stem}, without itself. */
  static Set<String> of(String stem) {
    return TABLE.getOrDefault(stem, Set.of());
  }

  private static Map<String, Set<String>> table() {
    Map<String, Set<String>> table = new HashMap<>();
    for (String line : GROUPS.split("\n")) {
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
