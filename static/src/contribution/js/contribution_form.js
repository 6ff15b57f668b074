import {_t} from "@web/core/l10n/translation";
import {rpc} from "@web/core/network/rpc";
import {registry} from "@web/core/registry";
import {Interaction} from "@web/public/interaction";

const QUARTER = 15;

/** "1 h 30", "1:30", "45 min", "1,5": in minutes, or null when it is none of them. */
export function minutesOf(text) {
    const compact = text.replace(/\s/g, "").toLowerCase();
    const clock = compact.match(/^(\d+)(?:h|:)(\d{1,2})?(?:m|mn|min)?$/);
    if (clock) {
        return Number(clock[1]) * 60 + Number(clock[2] || 0);
    }
    const minutes = compact.match(/^(\d+)(?:m|mn|min)$/);
    if (minutes) {
        return Number(minutes[1]);
    }
    const hours = Number(compact.replace(",", "."));
    return Number.isFinite(hours) ? Math.round(hours * 60) : null;
}

export function hoursText(minutes) {
    const rest = minutes % 60;
    const hours = `${Math.floor(minutes / 60)}\u00a0h`;
    return rest ? `${hours}\u00a0${String(rest).padStart(2, "0")}` : hours;
}

/**
 * The form works without this: a plain post, checked by the server. This guesses the
 * nature while one types, counts with − and +, finds people by name, and sends the
 * form so that nothing typed or chosen (a photo included) is lost when it is refused
 * or when the network fails.
 */
export class ContributionForm extends Interaction {
    static selector = ".cs-contribution-form";
    dynamicContent = {
        "[name=name]": {"t-on-input": this.debounced(this.guess, 350)},
        ".cs-natures": {"t-on-change": this.onNature},
        ".cs-less": {"t-on-click": () => this.count(-1)},
        ".cs-more": {"t-on-click": () => this.count(1)},
        "[name=photo]": {"t-on-change": this.onPhoto},
        ".cs-people-term": {"t-on-input": this.debounced(this.findPeople, 300)},
        ".cs-people": {"t-on-click": this.onPeople},
        _root: {"t-on-submit": this.onSubmit},
    };

    setup() {
        this.chosen = Boolean(this.el.querySelector("[name=nature_id]:checked"));
        this.live = this.el.querySelector(".cs-live");
        this.sending = false;
        this.draftKey = `code_social:${window.location.pathname}`;
    }

    start() {
        const draft = sessionStorage.getItem(this.draftKey);
        if (draft && !this.el.querySelector("[aria-invalid=true]")) {
            this.restore(JSON.parse(draft));
        }
        sessionStorage.removeItem(this.draftKey);
    }

    // --- The nature: guessed while nobody chose, never changed after that ---

    async guess() {
        const title = this.el.querySelector("[name=name]").value.trim();
        if (this.chosen || title.length < 3) {
            return;
        }
        let chips = [];
        try {
            chips = await this.waitFor(
                rpc("/my/contributions/guess", {title}, {silent: true}),
            );
        } catch {
            return; // Without network the chips stay as they are.
        }
        if (!this.chosen && chips.length) {
            this.showChips(chips);
            this.say("guessed");
        }
    }

    showChips(chips) {
        const other = this.el.querySelector(".cs-chip-other");
        for (const chip of this.el.querySelectorAll(".cs-chip:not(.cs-chip-other)")) {
            chip.remove();
        }
        chips.forEach((nature, rank) => {
            other.before(this.chip(nature, rank === 0));
        });
        this.measure(chips[0]);
    }

    chip(nature, checked) {
        const label = document.createElement("label");
        label.className = "cs-chip";
        Object.assign(label.dataset, {
            measure: nature.measure,
            unit: nature.unit,
            proposal: nature.proposal ? "1" : "",
        });
        const input = document.createElement("input");
        Object.assign(input, {type: "radio", name: "nature_id", value: nature.id});
        input.className = "cs-hidden-input";
        input.checked = checked;
        const icon = document.createElement("i");
        icon.className = `fa fa-${nature.icon}`;
        icon.setAttribute("role", "presentation");
        const name = document.createElement("span");
        name.textContent = nature.name;
        label.append(input, icon, name);
        return label;
    }

    onNature(ev) {
        const target = ev.target;
        if (target.name === "nature_other" && target.value) {
            const option = target.selectedOptions[0];
            this.keepOption(option);
        } else if (target.name === "nature_id" && target.value !== "other") {
            this.measure(target.closest(".cs-chip").dataset);
        } else if (target.name !== "nature_id") {
            return;
        }
        this.chosen = true;
        this.say("chosen");
    }

    /** What is chosen in the long list becomes a pressed chip. */
    keepOption(option) {
        const nature = {
            id: option.value,
            name: option.textContent.trim(),
            icon: option.dataset.icon,
            measure: option.dataset.measure,
            unit: option.dataset.unit,
            proposal: option.dataset.proposal,
        };
        const known = this.el.querySelector(`[name=nature_id][value="${nature.id}"]`);
        if (known) {
            known.checked = true;
        } else {
            const first = this.el.querySelector(".cs-chip");
            first.before(this.chip(nature, true));
        }
        this.measure(nature);
    }

    say(what) {
        for (const node of this.el.querySelectorAll("[class^=cs-why]")) {
            node.hidden = !node.classList.contains(`cs-why-${what}`);
        }
    }

    measure(nature) {
        const much = this.el.querySelector(".cs-how-much");
        const before = much.dataset.measure;
        much.dataset.measure = nature.measure;
        much.classList.toggle("cs-once", nature.measure === "none");
        much.querySelector(".cs-unit").textContent = nature.unit;
        if (before !== nature.measure) {
            this.convert(nature.measure);
        }
        const proposal = this.el.querySelector(".cs-proposal");
        if (nature.proposal) {
            proposal.hidden = false;
        }
    }

    /** Keep the number a person gave when the unit changes under it. */
    convert(measure) {
        const input = this.el.querySelector("[name=quantity]");
        if (!input.value.trim()) {
            return;
        }
        const minutes = minutesOf(input.value);
        if (minutes === null) {
            return;
        }
        input.value = measure === "hours" ? hoursText(minutes) : minutes / 60;
    }

    // --- How much ---

    count(direction) {
        const much = this.el.querySelector(".cs-how-much");
        const input = much.querySelector("[name=quantity]");
        if (much.dataset.measure === "hours") {
            const minutes = minutesOf(input.value) || 0;
            input.value = hoursText(Math.max(0, minutes + direction * QUARTER));
        } else {
            const number =
                Number(input.value.replace(/\s/g, "").replace(",", ".")) || 0;
            const comma = input.value.includes(",");
            const text = String(
                Math.max(0, Math.round((number + direction) * 100) / 100),
            );
            input.value = comma ? text.replace(".", ",") : text;
        }
        this.live.dataset.quantity = input.value;
        input.dispatchEvent(new Event("change", {bubbles: true}));
    }

    // --- The photo ---

    onPhoto(ev) {
        const input = ev.target;
        const large = [...input.files].some((file) => file.size > input.dataset.limit);
        const message = this.el.querySelector(".cs-too-large").textContent.trim();
        this.mend("photo", large ? message : "");
        return !large;
    }

    // --- People ---

    async findPeople(ev) {
        const field = ev.target.closest(".cs-people");
        const found = field.querySelector(".cs-found");
        const term = ev.target.value.trim();
        let people = [];
        if (term.length >= 2) {
            try {
                people = await this.waitFor(
                    rpc("/my/code-social/people", {term}, {silent: true}),
                );
            } catch {
                people = [];
            }
        }
        found.replaceChildren(
            ...people.map((person) => {
                const button = document.createElement("button");
                button.type = "button";
                button.className = "cs-chip me-1 mb-1 cs-add";
                button.dataset.id = person.id;
                button.textContent = person.name;
                return button;
            }),
        );
        if (term.length >= 2 && !people.length) {
            found.textContent = _t("Nobody of the community by this name.");
        }
    }

    onPeople(ev) {
        const add = ev.target.closest(".cs-add");
        const remove = ev.target.closest(".cs-remove");
        if (remove) {
            remove.closest(".cs-person").remove();
        } else if (add) {
            const field = ev.currentTarget;
            this.addPerson(field, add.dataset.id, add.textContent);
            field.querySelector(".cs-found").replaceChildren();
            const term = field.querySelector(".cs-people-term");
            term.value = "";
            term.focus();
        }
    }

    addPerson(field, id, name) {
        const chosen = field.querySelector(".cs-chosen");
        if (chosen.querySelector(`input[type=hidden][value="${id}"]`)) {
            return;
        }
        const row = document.createElement("div");
        row.className = "cs-person";
        const hidden = document.createElement("input");
        Object.assign(hidden, {type: "hidden", name: field.dataset.name, value: id});
        const label = document.createElement("span");
        label.className = "cs-col";
        label.textContent = name;
        row.append(hidden, label);
        if (field.dataset.share) {
            row.append(...this.part(chosen.children.length + 2));
        }
        const button = document.createElement("button");
        button.type = "button";
        button.className = "cs-round cs-remove";
        button.setAttribute("aria-label", _t("Remove %s", name));
        const cross = document.createElement("i");
        cross.className = "fa fa-times";
        cross.setAttribute("role", "presentation");
        button.append(cross);
        row.append(button);
        chosen.append(row);
    }

    part(people) {
        const input = document.createElement("input");
        Object.assign(input, {name: "co_share", inputMode: "decimal"});
        input.className = "cs-input";
        input.value = Math.floor(100 / people);
        input.setAttribute("aria-label", _t("Their part, in percent"));
        const sign = document.createElement("span");
        sign.setAttribute("aria-hidden", "true");
        sign.textContent = "%";
        return [input, sign];
    }

    // --- Sending ---

    async onSubmit(ev) {
        ev.preventDefault();
        if (this.sending || !this.onPhoto({target: this.el.photo})) {
            this.el.querySelector("[aria-invalid=true]")?.focus();
            return;
        }
        this.sending = true;
        this.busy(true);
        try {
            await this.send();
        } catch {
            // The same token goes with the next try: what did arrive is not doubled.
            this.tell(
                _t(
                    "No answer from the network. Everything is still here: send it again" +
                        " when you can, it will not be noted twice.",
                ),
                "sun",
            );
        }
        this.sending = false;
        this.busy(false);
    }

    async send() {
        const answer = await this.waitFor(
            fetch(window.location.pathname, {
                method: "POST",
                body: new FormData(this.el),
                credentials: "same-origin",
            }),
        );
        if (answer.status >= 500) {
            throw new Error("server");
        }
        const signedOut = new URL(answer.url).pathname.endsWith("/web/login");
        if (signedOut || answer.status === 400) {
            // The session ended: sign in again, then everything is put back.
            this.keepDraft();
            window.location.reload();
            await new Promise(() => {});
        }
        if (answer.redirected && answer.ok) {
            window.location.assign(answer.url);
            await new Promise(() => {}); // The page is leaving: stay busy.
        }
        const text = await answer.text();
        const page = new window.DOMParser().parseFromString(text, "text/html");
        const form = page.querySelector(".cs-contribution-form");
        if (form && answer.status !== 409) {
            this.showProblems(form);
        } else {
            // Received meanwhile, or not open any more: the server says it whole.
            document.open();
            document.write(text);
            document.close();
        }
    }

    // --- A draft, when the page itself has to be left ---

    keepDraft() {
        const fields = [...new FormData(this.el)].filter(
            ([name, value]) => name !== "csrf_token" && typeof value === "string",
        );
        const people = [...this.el.querySelectorAll(".cs-person")].map((row) => [
            row.closest(".cs-people").dataset.name,
            row.querySelector("input[type=hidden]").value,
            row.querySelector(".cs-col").textContent,
        ]);
        sessionStorage.setItem(this.draftKey, JSON.stringify({fields, people}));
    }

    restore({fields, people}) {
        for (const [name, id, label] of people) {
            const field = this.el.querySelector(`.cs-people[data-name="${name}"]`);
            this.addPerson(field, id, label);
        }
        const values = Object.fromEntries(fields);
        for (const input of this.el.elements) {
            if (input.type === "checkbox" || input.type === "radio") {
                input.checked = values[input.name] === input.value;
            } else if (
                input.type !== "file" &&
                !["csrf_token", "co_partner", "beneficiary_ids", "co_share"].includes(
                    input.name,
                ) &&
                input.name in values
            ) {
                input.value = values[input.name];
            }
        }
        this.restoreParts(fields);
        const option = this.el.querySelector(
            `[name=nature_other] option[value="${values.nature_id}"]`,
        );
        if (option) {
            this.keepOption(option);
            this.chosen = true;
            this.el.querySelector("[name=quantity]").value = values.quantity;
        }
        this.tell(_t("Nothing is lost: everything you typed is still here."), "sky");
    }

    restoreParts(fields) {
        const parts = fields.filter(([name]) => name === "co_share");
        const inputs = this.el.querySelectorAll("[name=co_share]");
        inputs.forEach((input, rank) => {
            input.value = parts[rank] ? parts[rank][1] : input.value;
        });
    }

    showProblems(form) {
        for (const error of this.el.querySelectorAll("[data-error]")) {
            this.mend(error.dataset.error, "");
        }
        for (const error of form.querySelectorAll("[data-error]:not([hidden])")) {
            this.mend(error.dataset.error, error.textContent.trim());
        }
        const guessed = form.querySelector("[name=nature_id]:checked");
        if (guessed && !this.el.querySelector("[name=nature_id]:checked")) {
            const option = this.el.querySelector(
                `[name=nature_other] option[value="${guessed.value}"]`,
            );
            if (option) {
                this.keepOption(option);
            }
        }
        this.tell(_t("Nothing is lost: everything you typed is still here."), "sky");
        const first = this.el.querySelector("[data-error]:not([hidden])");
        first?.scrollIntoView({block: "center"});
        this.el.querySelector("[aria-invalid=true]")?.focus({preventScroll: true});
    }

    mend(field, message) {
        const error = this.el.querySelector(`[data-error="${field}"]`);
        if (!error) {
            return;
        }
        error.hidden = !message;
        error.querySelector("span").textContent = message;
        const input = this.el.querySelector(`[aria-describedby~="error_${field}"]`);
        if (input) {
            input.toggleAttribute("aria-invalid", Boolean(message));
            if (message) {
                input.setAttribute("aria-invalid", "true");
                input.closest("details")?.setAttribute("open", "open");
            }
        }
    }

    tell(message, tone) {
        const note = document.createElement("p");
        note.className = `cs-note cs-${tone}`;
        const icon = document.createElement("i");
        icon.className = `fa fa-info-circle cs-t-${tone}`;
        icon.setAttribute("role", "presentation");
        const text = document.createElement("span");
        text.textContent = message;
        note.append(icon, text);
        this.live.replaceChildren(note);
        note.scrollIntoView({block: "nearest"});
    }

    busy(yes) {
        for (const button of document.querySelectorAll(`[form="${this.el.id}"]`)) {
            button.disabled = yes;
        }
        this.el.setAttribute("aria-busy", String(yes));
    }
}

registry
    .category("public.interactions")
    .add("code_social.contribution_form", ContributionForm);
