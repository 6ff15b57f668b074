import {Component, onWillStart, useEffect, useRef, useState} from "@odoo/owl";
import {deserializeDate, formatDate} from "@web/core/l10n/dates";
import {_t} from "@web/core/l10n/translation";
import {RecordSelector} from "@web/core/record_selectors/record_selector";
import {registry} from "@web/core/registry";
import {useHotkey} from "@web/core/hotkeys/hotkey_hook";
import {useService} from "@web/core/utils/hooks";
import {Layout} from "@web/search/layout";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";

/** Height of a box and the space around it, in pixels. */
const ROW = 72;
/** Edges of the columns, in thousandths of the width: links run between them. */
const EDGES = {seat: [250, 410], project: [750, 590]};
const SOLID = ["holder", "carrier"];
const PARTS = ["stops", "holds"];

/**
 * Who holds which role and who carries which project, as a drawing or as a list, and
 * what would change if somebody left. It only reads: a simulation is kept nowhere.
 */
export class Resilience extends Component {
    static template = "code_social.Resilience";
    static components = {Layout, RecordSelector};
    static props = {...standardActionServiceProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.people = useRef("people");
        this.state = useState({view: "graph", gone: false, items: null});
        this.display = {controlPanel: {layoutActions: true}};
        this.domain = [["community_level", "not in", ["none", "former"]]];
        useHotkey("escape", () => this.choose(false), {
            isAvailable: () => Boolean(this.state.gone),
        });
        useEffect(
            () => {
                const gone = this.people.el?.querySelector(".o_cs_gone");
                gone?.scrollIntoView({block: "nearest"});
            },
            () => [this.state.gone, this.state.view],
        );
        onWillStart(async () => {
            this.data = await this.orm.call("code.social.resilience", "view_data", []);
            this.names = Object.fromEntries(
                this.data.people.map(({id, label}) => [id, label]),
            );
        });
    }

    // --- The simulation ---

    async choose(id) {
        this.asked = id;
        const items = id
            ? await this.orm.call("code.social.resilience", "simulate", [id])
            : null;
        if (this.asked === id) {
            Object.assign(this.state, {gone: id, items});
        }
    }

    /** Arrows go from one person to the next. */
    onPersonKey(ev) {
        const step = {ArrowDown: 1, ArrowUp: -1}[ev.key];
        if (step) {
            ev.preventDefault();
            const all = [...this.people.el.querySelectorAll("button")];
            const next = all[all.indexOf(ev.currentTarget) + step];
            next?.focus();
        }
    }

    /** What becomes of a role or a project: {tone, note}, today's or the simulated. */
    fate(node) {
        for (const part of PARTS) {
            const item = this.state.items?.[part].find((one) => one.node === node.key);
            if (item) {
                return {tone: part, note: item.why};
            }
        }
        return {tone: node.tone, note: node.note};
    }

    sign(tone) {
        return {
            stops: "fa-chain-broken",
            open: "fa-chain-broken",
            holds: "fa-repeat",
            thin: "fa-exclamation",
        }[tone];
    }

    fateLabel(tone) {
        return {stops: _t("stops"), holds: _t("holds, with help")}[tone] || "";
    }

    get parts() {
        const {stops, holds, hand_over: handOver} = this.state.items;
        return [
            {
                key: "stops",
                title: _t("What stops"),
                icon: "fa-chain-broken",
                items: stops,
                empty: _t("Nothing. The community holds."),
            },
            {
                key: "holds",
                title: _t("What holds, with help"),
                icon: "fa-repeat",
                items: holds,
                empty: _t("Nothing to take over."),
            },
            {
                key: "hand_over",
                title: _t("To hand over too"),
                icon: "fa-share",
                items: handOver,
                empty: _t("Nothing else."),
            },
        ];
    }

    get title() {
        return _t("If %(name)s left tomorrow", {name: this.state.items.person.label});
    }

    // --- The drawing ---

    column(name) {
        return this.data.nodes.filter((node) => node.column === name);
    }

    get seats() {
        return this.column("seat");
    }

    get projects() {
        return this.column("project");
    }

    get isEmpty() {
        return !this.data.nodes.length && !this.data.people.length;
    }

    get height() {
        const {people} = this.data;
        return (
            ROW * Math.max(this.seats.length, people.length, this.projects.length, 8)
        );
    }

    /** Where the middle of a box lies: each column fills the whole height. */
    middle(index, count) {
        return Math.round(((index + 0.5) * this.height) / count);
    }

    place(index, count) {
        return `top: ${this.middle(index, count)}px`;
    }

    /** The links, those of whoever leaves last, so that they lie above. */
    get links() {
        const {links, people} = this.data;
        const heights = {};
        for (const nodes of [this.seats, this.projects]) {
            nodes.forEach((node, index) => {
                const [near, far] = EDGES[node.column];
                heights[node.key] = [near, far, this.middle(index, nodes.length)];
            });
        }
        const levels = Object.fromEntries(
            people.map(({id}, index) => [id, this.middle(index, people.length)]),
        );
        const drawn = links.map(({node, partner, kind}) => {
            const [near, far, top] = heights[node];
            const turn = (near + far) / 2;
            const end = levels[partner];
            const whole = SOLID.includes(kind) ? "solid" : "dashed";
            return {
                key: `${node} ${partner} ${kind}`,
                broken: partner === this.state.gone,
                style: partner === this.state.gone ? "broken" : whole,
                path: `M${near},${top} C${turn},${top} ${turn},${end} ${far},${end}`,
            };
        });
        return drawn.sort((one, other) => one.broken - other.broken);
    }

    // --- The list ---

    namesOf(ids) {
        return ids
            .map((id) => this.names[id])
            .sort((one, other) => one.localeCompare(other))
            .join(", ");
    }

    day(text) {
        return text ? formatDate(deserializeDate(text)) : "";
    }

    terms({terms, max_terms: most}) {
        if (!terms || !most) {
            return terms || "";
        }
        return _t("%(terms)s of %(most)s", {terms, most});
    }

    /** On how many people a project rests, without saying on whom. */
    rests({brought, first, half}) {
        return brought
            ? _t(
                  "%(people)s people; half by %(half)s; the most by one person: %(first)s %",
                  {people: brought, half, first},
              )
            : "";
    }

    // --- Elsewhere ---

    open({model, res_id: resId}) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: model,
            res_id: resId,
            views: [[false, "form"]],
        });
    }

    openMandates() {
        return this.action.doAction("code_social.code_social_mandate_action");
    }
}

registry.category("actions").add("code_social_resilience", Resilience);
