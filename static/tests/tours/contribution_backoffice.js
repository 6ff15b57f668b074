import {registry} from "@web/core/registry";

registry.category("web_tour.tours").add("code_social_publisher_acknowledges", {
    steps: () => [
        {
            content: "Two people wait for an answer",
            trigger: ".o_data_row:contains('Sunday soup'):contains('Declared')",
        },
        {
            content: "Both are chosen in one go",
            trigger: "thead .o_list_record_selector input",
            run: "click",
        },
        {
            content: "They are answered together",
            trigger: ".o_control_panel button[name='action_open_acknowledge']",
            run: "click",
        },
        {
            content: "The dialog shows what is answered",
            trigger: ".modal .o_data_row:contains('Sunday soup')",
        },
        {
            content: "A word of thanks, signed",
            trigger: ".modal div[name='thanks'] textarea",
            run: "edit It fed us all",
        },
        {
            content: "Say thank you",
            trigger: ".modal button[name='action_apply']",
            run: "click",
        },
        {
            content: "Nothing waits any more",
            trigger: "body:not(:has(.modal)) .o_view_nocontent",
        },
    ],
});

registry.category("web_tour.tours").add("code_social_publisher_notes_on_behalf", {
    steps: () => [
        {
            content: "The paper form of somebody",
            trigger: ".o_control_panel button:contains('Note a contribution')",
            run: "click",
        },
        {
            trigger: ".modal div[name='partner_id'] input",
            run: "edit Rosa (test)",
        },
        {
            trigger: ".ui-autocomplete a:contains('Rosa (test)')",
            run: "click",
        },
        {
            content: "The person will know",
            trigger: ".modal .alert-info:contains('in their name')",
        },
        {
            trigger: ".modal div[name='name'] input",
            run: "edit Bread for the market",
        },
        {
            trigger: ".modal div[name='nature_id'] input",
            run: "edit Hospitality",
        },
        {
            trigger: ".ui-autocomplete a:contains('Hospitality')",
            run: "click",
        },
        {
            trigger: ".modal div[name='quantity']:not(.o_field_float_time) input",
            run: "edit 12",
        },
        {
            trigger: ".modal button[name='action_save']:visible",
            run: "click",
        },
        {
            content: "It stands in the person's name",
            trigger: ".o_form_view div[name='partner_ids']:contains('Rosa (test)')",
        },
        {
            content: "One's own entry is not one's own to acknowledge",
            trigger:
                ".o_form_view:not(:has(button[name='action_open_acknowledge'])) button[name='action_open_revise']",
        },
    ],
});

registry.category("web_tour.tours").add("code_social_accountant_reads_hours", {
    steps: () => [
        {
            content: "Hours, their timesheet and the quality side by side",
            trigger:
                ".o_data_row:contains('Singing with the families'):contains('01:30')",
        },
        {
            content: "The quality comes with its ballots and its views",
            trigger:
                "th[data-name='quality'] ~ th[data-name='n'] ~ th[data-name='views']",
        },
        {
            content: "From a line to the contribution",
            trigger: ".o_data_row .o_data_cell[name='name']",
            run: "click",
        },
        {
            content: "The accountant reads, and answers nothing",
            trigger:
                ".o_form_view:not(:has(button[name='action_open_acknowledge'])) div[name='quantity_label']:contains('1 h 30')",
        },
    ],
});

registry.category("web_tour.tours").add("code_social_matrix_without_total", {
    steps: () => [
        {
            content: "A nature says its unit",
            trigger: ".o_pivot th:contains('Hospitality (meals)')",
        },
        {
            content: "The reason why there is no total",
            trigger: ".o_code_social_no_total",
        },
        {
            content: "As many cells in a line as there are natures, and no total",
            trigger: ".o_pivot tbody tr:contains('Amina (test)')",
            run({anchor}) {
                const natures =
                    document.querySelectorAll(".o_pivot_measure_row").length;
                const cells = anchor.querySelectorAll("td").length;
                if (natures !== 2 || cells !== 2) {
                    throw new Error(`${natures} natures and ${cells} cells`);
                }
            },
        },
    ],
});
