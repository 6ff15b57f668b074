import {registry} from "@web/core/registry";

const PERSON = ".o_cs_resilience_people button";

registry.category("web_tour.tours").add("code_social_resilience", {
    steps: () => [
        {
            content: "Today, the deputy holds: nothing is broken",
            trigger: `.o_cs_resilience_graph:not(:has(.o_cs_link.o_cs_broken))`,
        },
        {
            content: "What deserves a second pair of hands",
            trigger: ".o_cs_resilience_panel li:contains('Cabin (test)')",
        },
        {
            content: "The founder leaves",
            trigger: `${PERSON}:contains('Amina (test)')`,
            run: "click",
        },
        {
            content: "What stops",
            trigger: ".o_cs_part_stops li:contains('Mediator')",
        },
        {
            trigger: ".o_cs_part_stops li:contains('Cabin (test)')",
        },
        {
            content: "What holds, by the deputy",
            trigger:
                ".o_cs_part_holds li:contains('Founding president'):contains('Noe (test)')",
        },
        {
            content: "Four links are broken, and no other",
            trigger: ".o_cs_resilience_graph svg",
            run() {
                const broken = document.querySelectorAll(".o_cs_link.o_cs_broken");
                if (broken.length !== 4) {
                    throw new Error(`${broken.length} broken links`);
                }
            },
        },
        {
            content: "The person is struck through",
            trigger: `${PERSON}.o_cs_gone[aria-pressed='true']:contains('Amina (test)')`,
        },
        {
            content: "The list says the same in words",
            trigger: ".o_cs_resilience_list_button",
            run: "click",
        },
        {
            trigger: ".o_cs_resilience_list tr:contains('Mediator') td.o_cs_stops",
        },
        {
            trigger:
                ".o_cs_resilience_list tr:contains('Bread (test)') td.o_cs_holds:contains('Noe (test)')",
        },
        {
            trigger: ".o_cs_resilience_graph_button",
            run: "click",
        },
        {
            content: "Arrows go from one person to the next",
            trigger: `${PERSON}:contains('Amina (test)')`,
            async run({anchor}) {
                anchor.focus();
                anchor.dispatchEvent(
                    new KeyboardEvent("keydown", {key: "ArrowDown", bubbles: true}),
                );
                if (!document.activeElement.textContent.includes("Noe (test)")) {
                    throw new Error("the focus stayed");
                }
            },
        },
        {
            content: "Escape leaves the simulation",
            trigger: `${PERSON}:contains('Noe (test)')`,
            run: "press Escape",
        },
        {
            trigger: ".o_cs_resilience_graph:not(:has(.o_cs_link.o_cs_broken))",
        },
        {
            content: "Somebody is found by name",
            trigger: ".o_cs_resilience_who input",
            run: "edit Noe (test)",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains('Noe (test)')",
            run: "click",
        },
        {
            trigger: ".o_cs_part_hand_over li:contains('Founding president')",
        },
        {
            trigger: ".o_cs_resilience_back",
            run: "click",
        },
        {
            trigger: ".o_cs_resilience_panel:not(:has(.o_cs_part_stops))",
        },
    ],
});

registry.category("web_tour.tours").add("code_social_resilience_empty", {
    steps: () => [
        {
            content: "A sentence of welcome, and one button",
            trigger: ".o_cs_resilience .o_nocontent_help button",
        },
    ],
});
